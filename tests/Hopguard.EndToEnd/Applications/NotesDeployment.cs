using System.Net.Http.Json;
using System.Text.Json;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>
/// An application that is no CVAT on the lab's engine: its data in folders beside the compose file, its images chosen by lines of <c>.env</c>. What an operator types at it runs as a process of its own.
/// </summary>
internal sealed class NotesDeployment : IAsyncDisposable
{
    // As people leave it: values with and without quotes, comments before, behind and instead of a line, line ends of two systems, and none at the end.
    private const string Settings =
        "# What the operator wrote down, comments and all: NOTES_TAG=0.9.0\r\n"
        + "DB_PASSWORD='not-a-secret # of anybody'\r\n"
        + "\n"
        + "  NOTES_TAG=1.2.0   # wait with 1.3.0 until the backup is done\r\n"
        + "#POSTGRES_TAG=12-bookworm\n"
        + "export POSTGRES_TAG=\"13-bookworm\"\t\n"
        + "NOTES_TAG_OF_YESTERDAY=1.1.0\n"
        + $"NOTES_TOKEN='{Token}'\n"
        + "GREETING=こんにちは";

    /// <summary>What the newer version wants to hear before it says which it is.</summary>
    public const string Token = "Zeig mir # die Notizen";

    /// <summary>The version at which a route begins that stops at the corpus' oldest.</summary>
    public const string Oldest = "1.1.0";

    private static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab", "Notes");
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(1);
    private readonly LabEngine _engine;
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("hopguard-notes-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly string _application;
    private string? _plans;

    private NotesDeployment(LabEngine engine, string application) => (_engine, _application) = (engine, application);

    /// <summary>What is exported in the shell that commands are typed in.</summary>
    public IReadOnlyDictionary<string, string?> Exported { get; set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    private IReadOnlyDictionary<string, string?> Shell => new Dictionary<string, string?>(_engine.Environment.Concat(Exported), StringComparer.Ordinal);

    /// <summary>The compose file's folder, whose name is the project's.</summary>
    public string Folder => Path.Combine(_parent.FullName, "notes");

    /// <summary>The lines that choose the images, and the operator's others.</summary>
    public string SettingsFile => Path.Combine(Folder, ".env");

    /// <summary>Starts the application, as a folder of the corpus knows it, in a version and on a server, and has it write a few notes.</summary>
    public static async Task<NotesDeployment> StartAsync(LabEngine engine, string application = "notes", string tag = "1.2.0", string postgres = "13-bookworm", string? overlay = null, string? dockerfile = null, IReadOnlyDictionary<string, string?>? exported = null)
    {
        await ImageBuilder.EnsureAsync(engine, [.. LabImage.Notes, LabImage.Postgres15], Console.Error.WriteLine);
        var notes = new NotesDeployment(engine, application) { Exported = exported ?? new Dictionary<string, string?>(StringComparer.Ordinal) };
        Directory.CreateDirectory(notes.Folder);
        File.Copy(Path.Combine(Lab, "docker-compose.yml"), Path.Combine(notes.Folder, "docker-compose.yml"));
        await File.WriteAllTextAsync(notes.SettingsFile, Settings.Replace("NOTES_TAG=1.2.0", $"NOTES_TAG={tag}", StringComparison.Ordinal).Replace("13-bookworm", postgres, StringComparison.Ordinal));
        File.SetUnixFileMode(notes.SettingsFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        if (overlay is not null)
            await File.WriteAllTextAsync(Path.Combine(notes.Folder, "docker-compose.override.yml"), overlay);
        if (dockerfile is not null)
            await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(notes.Folder, "image")).FullName, "Dockerfile"), dockerfile);
        await notes.ComposeAsync("up", "--detach");
        foreach (var title in new[] { "groceries", "ideas", "letters" })
            await notes.WriteAsync(title);
        return notes;
    }

    /// <summary>Has the application write a note and its attachment, once it answers.</summary>
    public Task<JsonElement> WriteAsync(string title) => AskAsync(async (address, token) => await (await _http.PostAsync($"{address}/{title}", null, token)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(token));

    /// <summary>What the application shows: the version of its image, its rows, its files.</summary>
    public async Task<string> LookAsync() =>
        (await _engine.DockerAsync("inspect", "--format", "{{index .Config.Labels \"org.opencontainers.image.version\"}}", "notes-server-1")) + (await AskAsync((address, token) => _http.GetStringAsync($"{address}/notes", token)));

    /// <summary>What it answers to whoever asks for its version without the token.</summary>
    public Task<System.Net.HttpStatusCode> KnockAsync() => AskAsync(async (address, token) => (await _http.GetAsync($"{address}/version", token)).StatusCode);

    /// <summary>What the database itself says.</summary>
    public Task<string> SqlAsync(string query) => ComposeAsync("exec", "-T", "db", "psql", "-XAtU", "notes", "notes", "-c", query);

    /// <summary>Brings it up as its operator does, with compose alone, and gives the image that serves the database then.</summary>
    public async Task<string> UpAsync()
    {
        await ComposeAsync("up", "--detach", "--wait");
        return (await _engine.DockerAsync("inspect", "--format", "{{.Config.Image}}", "notes-db-1")).Trim();
    }

    /// <summary>Writes what was exported into <c>.env</c> and takes it out of the shell.</summary>
    public async Task WriteDownAsync()
    {
        await File.AppendAllTextAsync(SettingsFile, string.Concat(Exported.Select(value => $"\n{value.Key}='{value.Value}'")));
        Exported = new Dictionary<string, string?>(StringComparer.Ordinal);
    }

    /// <summary>Runs a plan, or rolls it back.</summary>
    public async Task<HostResult> DoAsync(string verb, string plan, string? killAt = null, string? images = null)
    {
        string[] last = [killAt ?? string.Empty, images ?? string.Empty];
        using var program = HostProcess.StartProgram(
            Shell, ["dotnet", typeof(PlanProgram).Assembly.Location, verb, _plans ?? CorpusFolder(_application), plan, Folder, .. last]);
        return await program.EndAsync();
    }

    /// <summary>Has the application know a procedure beside what the corpus has for it.</summary>
    public async Task AddProcedureAsync(string text)
    {
        var corpus = CorpusFolder(_application);
        _plans = Path.Combine(_parent.FullName, "plans", _application);
        foreach (var file in Directory.GetFiles(corpus, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_plans, Path.GetRelativePath(corpus, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync(Path.Combine(_plans, "good", "procedure.yaml"), text);
    }

    /// <summary>What is written in the deployment's own folder of what runs keep, as text: journals, logs, evidence.</summary>
    public string KeptTexts() => string.Join('\n', Directory.EnumerateFiles(_parent.FullName, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".jsonl" or ".json" or ".log" or ".txt" or ".sql" or "").Where(file => file != SettingsFile).Select(File.ReadAllText));

    /// <summary>Begins a command about the route of three versions, whose facts and plans stand in the folder.</summary>
    public HostProcess Begin(string verb, string version, string folder, string? killAt = null)
    {
        string[] last = killAt is null ? [] : [killAt];
        return HostProcess.StartProgram(_engine.Environment, ["dotnet", typeof(PlanProgram).Assembly.Location, verb, folder, version, Folder, .. last]);
    }

    /// <summary>The corpus' folder of the application with a release before its oldest, which lies on a major between, so that two hops lead over three of them.</summary>
    public static void WriteRoute(string folder)
    {
        var corpus = CorpusFolder("notes");
        foreach (var file in new[] { "application.yaml", "compose/docker-compose.yml", "good/1.2.0-1.3.0.yaml" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(corpus, file), Path.Combine(folder, file));
        }

        var facts = File.ReadAllText(Path.Combine(folder, "application.yaml"));
        var (oldest, newest) = (facts.IndexOf("  1.2.0:", StringComparison.Ordinal), facts.IndexOf("  1.3.0:", StringComparison.Ordinal));
        var before = facts[oldest..newest].Replace("1.2.0", Oldest, StringComparison.Ordinal).Replace("20230601", "20230101", StringComparison.Ordinal);
        File.WriteAllText(
            Path.Combine(folder, "application.yaml"), facts[..oldest] + before + facts[oldest..newest].Replace("postgresql: 13", "postgresql: 15", StringComparison.Ordinal) + facts[newest..]);
        var hop = File.ReadAllText(Path.Combine(folder, "good/1.2.0-1.3.0.yaml"));
        File.WriteAllText(
            Path.Combine(folder, $"good/{Oldest}-1.2.0.yaml"),
            hop.Replace("1.2.0", Oldest, StringComparison.Ordinal).Replace("1.3.0", "1.2.0", StringComparison.Ordinal).Replace("postgresql: 17", "postgresql: 15", StringComparison.Ordinal)
                .Replace("17-bookworm", "15-alpine", StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await new LabCommand("docker", "compose", "down", "--volumes") { Environment = _engine.Environment, Folder = Folder }.TryRunAsync();
        // Where a test fails before the end, the trial's server is still there.
        foreach (var container in await LeftAsync("ps", "--all"))
            await _engine.DockerAsync("rm", "--force", "--volumes", container);
        foreach (var volume in await LeftAsync("volume", "ls"))
            await _engine.DockerAsync("volume", "rm", volume);

        _http.Dispose();
        _parent.Delete(recursive: true);
    }

    private async Task<string[]> LeftAsync(params string[] list) =>
        (await _engine.DockerAsync([.. list, "--quiet", "--filter", "label=hopguard.project=notes"])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<string> ComposeAsync(params string[] arguments) => new LabCommand("docker", ["compose", .. arguments]) { Environment = Shell, Folder = Folder }.RunAsync();

    private async Task<T> AskAsync<T>(Func<string, CancellationToken, Task<T>> ask)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        while (true)
        {
            try
            {
                var address = await _engine.DockerAsync("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", "notes-server-1");
                return await ask($"http://{address.Split(' ')[0]}:8080", limit.Token);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, limit.Token);
            }
        }
    }

    private static string CorpusFolder(string application)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Build.sln")))
            root = root.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository");

        return Path.Combine(root.FullName, "tests", "corpus", application);
    }
}
