using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hopguard.Containers.Claims;

/// <summary>
/// The docker programs that work for a deployment on this host. They outlive a process that is killed: a build would go on beside that of the next call and give its image the name that the other was checked under.
/// Each carries the deployment in its environment, and so do the programs that it starts.
/// </summary>
public static class ToolProcesses
{
    /// <summary>The variable that tells whom a program works for.</summary>
    public const string Variable = "HOPGUARD_TOOL_OF";

    private const string Table = "/proc";
    private const int Rounds = 3;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>What the variable says for a project of an engine.</summary>
    public static string Of(string project, string address) => $"{project}@{address}";

    /// <summary>Ends those that an earlier process left, and waits until they are gone. What another user started is not seen.</summary>
    internal static async Task EndAsync(string project, string address, CancellationToken cancellationToken)
    {
        var mark = Encoding.UTF8.GetBytes($"{Variable}={Of(project, address)}\0");
        // One may have started another meanwhile.
        for (var round = 0; round < Rounds && FindAll(mark).ToList() is { Count: > 0 } found; round++)
        {
            foreach (var id in found)
                await EndAsync(id, cancellationToken);
        }
    }

    private static IEnumerable<int> FindAll(byte[] mark) =>
        from folder in Directory.Exists(Table) ? Directory.EnumerateDirectories(Table) : []
        let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Environment.ProcessId
        where id != Environment.ProcessId && Carries(Path.Combine(folder, "environ"), mark)
        select id;

    private static bool Carries(string path, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes(path).AsSpan();
            var at = environment.IndexOf(mark);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task EndAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            using var program = Process.GetProcessById(id);
            program.Kill();
            await program.WaitForExitAsync(cancellationToken).WaitAsync(TimeLimit, cancellationToken);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception or TimeoutException)
        {
            // It has ended by itself, or hangs in the kernel and does nothing any more.
        }
    }
}
