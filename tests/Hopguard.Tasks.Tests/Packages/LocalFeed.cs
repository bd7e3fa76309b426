using Hopguard.Lab;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Packages;

/// <summary>The packages of this build in a feed of their own, packed once for all tests, and folders outside of the repository that have nothing else of ours.</summary>
public sealed class LocalFeed : IAsyncLifetime
{
    // What was built: bin/<configuration>/<framework>.
    private static readonly string Configuration = Directory.GetParent(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!.Name;

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hopguard-packages-");

    /// <summary>Files of the feed.</summary>
    public IReadOnlyList<string> Files => [.. Directory.GetFiles(Feed, "*.nupkg").Order(StringComparer.Ordinal)];

    private string Feed => Path.Combine(_root.FullName, "feed");

    /// <summary>Packs what was built with the tests.</summary>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        var packed = await DotNet(_root.FullName, "pack", Path.Combine(Program.Root, "Packages.proj"), "--no-build", "-c", Configuration, "-o", Feed, "-v", "q");
        (packed.ExitCode, packed.Output).Should().Be((0, string.Empty), packed.Errors);
    }

    /// <summary>A folder whose packages come from this feed and from where the machine has the others.</summary>
    public string NewFolder(string name)
    {
        var folder = _root.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="hopguard" value="{Feed}" /></packageSources>
              <fallbackPackageFolders>{FallbackFolder()}</fallbackPackageFolders>
            </configuration>
            """);
        return folder;
    }

    /// <summary>Runs the SDK, or a program that it made.</summary>
    public Task<LabCommand.Result> DotNet(string folder, params string[] arguments) => Run(folder, "dotnet", arguments);

    /// <summary>Runs a program as somebody does who has never seen the repository: no engine answers, and no server stays behind.</summary>
    public Task<LabCommand.Result> Run(string folder, string program, params string[] arguments) => RunWith(null, folder, program, arguments);

    /// <summary>The same, with a folder of programs in front of the path.</summary>
    public Task<LabCommand.Result> RunWith(string? programs, string folder, string program, params string[] arguments) => new LabCommand(program, arguments)
    {
        Folder = folder,
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PATH"] = programs is null ? Environment.GetEnvironmentVariable("PATH") : $"{programs}:{Environment.GetEnvironmentVariable("PATH")}",
            ["NUGET_PACKAGES"] = Path.Combine(_root.FullName, "packages"),
            ["DOTNET_CLI_HOME"] = _root.FullName,
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["LC_ALL"] = "C",
            ["DOCKER_HOST"] = "unix:///nowhere/docker.sock",
            // Of the script that started the tests, which is nobody's here.
            ["HOPGUARD_STARTED_AS"] = null,
        },
    }.TryRunAsync();

    /// <summary>Removes feed, packages and folders.</summary>
    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    // Packages of others are not fetched again where the machine has them; ours of an earlier build must not be taken for these.
    private static string FallbackFolder()
    {
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        return Directory.Exists(machine) && !Directory.EnumerateDirectories(machine, "hopguard*").Any() && !Directory.Exists(Path.Combine(machine, "cake.frosting"))
            ? $"<add key=\"machine\" value=\"{machine}\" />"
            : string.Empty;
    }
}
