using System.Diagnostics;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>The programs of a machine that jobs run on. The host is not compiled but taken as it was built, and no engine answers; everything else is real.</summary>
public sealed class RunnerMachine
{
    // What stands for the SDK: a build puts the built host in place.
    private const string Dotnet = """
        #!/usr/bin/env bash
        set -e
        if [[ $1 == build ]]; then
          out=${2%/*}/bin/Release
          mkdir -p "$out" && cp -a "$BUILT_HOST" "$out/net10.0"
          echo built >>"$BUILDS"
        else
          exec "$REAL_DOTNET" "$@"
        fi
        """;

    private readonly string _root;

    /// <summary>Sets it up.</summary>
    /// <param name="root">A folder for its files.</param>
    public RunnerMachine(string root)
    {
        _root = root;
        // Builds the host where nobody has yet.
        Program.RunInShellAsync("true").GetAwaiter().GetResult();
        Directory.CreateDirectory(In("bin"));
        File.WriteAllText(In("bin/dotnet"), Dotnet);
        using var chmod = Process.Start("chmod", ["+x", In("bin/dotnet")]);
        chmod.WaitForExit();
    }

    /// <summary>How often the host was built.</summary>
    public int Builds => File.Exists(In("builds")) ? File.ReadAllLines(In("builds")).Length : 0;

    /// <summary>The variables of its processes.</summary>
    /// <param name="hasSdk">Whether it has an SDK.</param>
    public IEnumerable<(string Name, string Value)> Variables(bool hasSdk) =>
    [
        ("PATH", hasSdk ? $"{In("bin")}:{Environment.GetEnvironmentVariable("PATH")}" : ProgramsWithoutSdk()),
        ("REAL_DOTNET", Environment.ProcessPath!), ("BUILT_HOST", Path.Combine(Program.Root, "build/bin/Release/net10.0")), ("BUILDS", In("builds")),
        // Nothing listens there.
        ("DOCKER_HOST", $"unix://{_root}/no-engine.sock"),
    ];

    private string ProgramsWithoutSdk()
    {
        var folder = Directory.CreateDirectory(In("bare")).FullName;
        foreach (var program in Directory.EnumerateFiles("/usr/bin").Where(path => Path.GetFileName(path) != "dotnet" && !File.Exists(Path.Combine(folder, Path.GetFileName(path)))))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(program)), program);
        return folder;
    }

    private string In(string path) => Path.Combine(_root, path);
}
