using Hopguard.Engine;

namespace Hopguard.DevTasks.Test;

/// <summary>What test processes are given, so that files and processes that outlive them are found and told from everybody else's.</summary>
internal sealed class Traces : IDisposable
{
    private const string Mark = "HOPGUARD_LAB_TEST_RUN";

    // What the runtime and the SDK themselves leave where a process is killed, or for the next build.
    private static readonly string[] OfTheRuntime = ["clr-debug-pipe-", "dotnet-diagnostic-", "CoreFxPipe_", "MSBuildTemp", "NuGetScratch", ".dotnet", "VBCSCompiler", "system-commandline"];

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("hopguard-tests-");

    /// <summary>The variables of a test process.</summary>
    public IReadOnlyDictionary<string, string> MarkedWith(IReadOnlyDictionary<string, string> variables) => new Dictionary<string, string>(variables, StringComparer.Ordinal)
    {
        [Mark] = _mark,
        ["TMPDIR"] = _temporary.FullName,
        // Servers of the SDK would go on after the build that started them. The compiler's is worth it, and ended at the end.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "true",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        // A tenth of the processor's time of every process goes into mapping each page of code twice, against attackers that tests do not have.
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <summary>Names the files and folders that are left where temporary ones go, and the processes that go on.</summary>
    public IReadOnlyList<string> Find() =>
        [.. Files(), .. Processes().Where(process => !IsCompilerServer(process)).Select(process => $"process {process.Id} '{process.Command}'")];

    /// <summary>Ends the compiler's server of the test processes and deletes their temporary folder.</summary>
    public void Dispose()
    {
        foreach (var (id, _) in Processes().Where(IsCompilerServer))
            MarkedProcesses.EndAsync(id, CancellationToken.None).GetAwaiter().GetResult();

        try
        {
            _temporary.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Something in it is still used, and was named.
        }
    }

    private IEnumerable<string> Files() =>
        from left in _temporary.EnumerateFileSystemInfos()
        where !OfTheRuntime.Any(prefix => left.Name.StartsWith(prefix, StringComparison.Ordinal)) && !IsOfToolRestore(left)
        select $"temporary {(left is DirectoryInfo ? "folder" : "file")} '{left.Name}'";

    // 'dotnet tool restore' leaves a folder without a prefix every time, and not always an empty one; whatever is made here has a prefix.
    private static bool IsOfToolRestore(FileSystemInfo left) => left is DirectoryInfo { Name.Length: 6 };

    // Its socket lies in the temporary folder of those who use it, so it is nobody else's.
    private static bool IsCompilerServer((int Id, string Command) process) => process.Command.Contains("VBCSCompiler", StringComparison.Ordinal);

    private IEnumerable<(int Id, string Command)> Processes() =>
        from id in MarkedProcesses.Find(Mark, _mark)
        let command = CommandOf(id)
        where command.Length > 0
        select (id, command.Replace('\0', ' ').Trim());

    // A process may end while it is looked at.
    private static string CommandOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
