using System.Text;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>
/// An application that exists as YAML and images alone: its plan stands in the corpus, its data in folders beside the compose file. Two lines of <c>.env</c> are all that its version is. Its operator builds
/// the image of its server.
/// </summary>
public sealed class NotesTests : IAsyncLifetime
{
    private const string Hop = "notes-1.3.0";
    private const string Base = "notes-database";

    // The server's major, the newest migration, and the rows as both versions have them.
    private const string State = """
        SELECT current_setting('server_version_num')::int / 10000, max(version), (SELECT string_agg(concat_ws(' ', id, title, attachment), ', ' ORDER BY id) FROM notes) FROM schema_migrations
        """;

    private const string Built = "notes-built/server";

    private const string Overlay = $$"""
        services:
          server: { image: "{{Built}}:${NOTES_TAG}", build: { context: ./image, args: { TAG: "${NOTES_TAG}" } } }
        """;

    private LabEngine _engine = null!;
    private NotesDeployment _notes = null!;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _notes = await NotesDeployment.StartAsync(_engine, overlay: Overlay, dockerfile: "ARG TAG\nFROM notes/server:${TAG}\nLABEL built=here\n");
    }

    public async Task DisposeAsync()
    {
        if (_notes is not null)
            await _notes.DisposeAsync();

        await _engine.Command("rmi", $"{Built}:1.2.0", $"{Built}:1.3.0").TryRunAsync();
        await _engine.DisposeAsync();
    }

    [LongFact("NotesRouteTests, which go this hop and back over kills, BuildingTests and the tests of settings")]
    public async Task It_is_upgraded_over_a_kill_and_comes_back_with_what_was_written_since_kept()
    {
        var (before, settings, mode) = (await _notes.LookAsync(), Settings(), File.GetUnixFileMode(_notes.SettingsFile));
        var wanted = settings.Replace(" NOTES_TAG=1.2.0 ", " NOTES_TAG=1.3.0 ", StringComparison.Ordinal).Replace("\"13-bookworm\"", "17-bookworm", StringComparison.Ordinal);

        var state = await _notes.SqlAsync(State);
        state.Should().StartWith("13|20230601|1 groceries groceries.txt, 2 ideas");

        // Killed right before the second line could be recorded, and typed again.
        var killed = await _notes.DoAsync("run", Hop, "in:set-setting-2", images: "build");
        killed.ExitCode.Should().Be(137, killed.Output);
        killed.Output.Should().Contain("2 images of the target on the engine, 0 pulled, 1 built", "the image of the new version was nowhere");
        Settings().Should().Be(wanted, "every other byte is the operator's");
        await ShouldEndAsync("run", images: "build");

        (await ServerAsync()).Should().Be($"{Built}:1.3.0 here");
        Settings().Should().Be(wanted);
        (await _notes.KnockAsync()).Should().Be(System.Net.HttpStatusCode.Unauthorized, "only with the token of '.env' could the run know that it is done");
        (await _notes.LookAsync()).Should().Be(before.Replace("1.2.0", "1.3.0", StringComparison.Ordinal));
        (await _notes.SqlAsync(State)).Should().Be(state.Replace("13|20230601", "17|20240101", StringComparison.Ordinal));
        Beside("retired-database").Should().ContainSingle("the old cluster is kept until it is accepted");
        await _notes.WriteAsync("later");

        await ShouldEndAsync("roll-back");

        (await ServerAsync()).Should().Be($"{Built}:1.2.0 here");
        Settings().Should().Be(settings);
        File.GetUnixFileMode(_notes.SettingsFile).Should().Be(mode);
        (await _notes.LookAsync()).Should().Be(before);
        (await _notes.SqlAsync(State)).Should().Be(state);
        File.Exists(Path.Combine(Beside("abandoned-files").Should().ContainSingle().Subject, "later.txt")).Should().BeTrue();
        File.ReadAllText(Path.Combine(Beside("abandoned-database").Should().ContainSingle().Subject, "PG_VERSION")).Should().Be("17\n");
    }

    /// <summary>The version stays, and what is below it changes.</summary>
    [LongFact("NotesRouteTests, whose hops move the database as well, and BaseTests of the analysis")]
    public async Task Its_database_alone_is_moved_and_comes_back()
    {
        var (before, settings, state) = (await _notes.LookAsync(), Settings(), await _notes.SqlAsync(State));

        await ShouldEndAsync("run", $"{Base}@17");

        Settings().Should().Be(settings.Replace("\"13-bookworm\"", "17-bookworm", StringComparison.Ordinal), "what compose reads chooses the server, and every other byte is the operator's");
        (await _notes.UpAsync()).Should().Be("postgres:17-bookworm", "the next start of the deployment is on the new server too");
        (await _notes.SqlAsync(State)).Should().Be(state.Replace("13|", "17|", StringComparison.Ordinal));
        (await _notes.LookAsync()).Should().Be(before);

        await ShouldEndAsync("roll-back", Base);

        Settings().Should().Be(settings);
        (await _notes.LookAsync()).Should().Be(before);
        (await _notes.SqlAsync(State)).Should().Be(state);
    }

    // In Latin-1 every byte is a sign of its own.
    private string Settings() => Encoding.Latin1.GetString(File.ReadAllBytes(_notes.SettingsFile));

    // What the run put beside the deployment's folder.
    private IEnumerable<string> Beside(string role) => Directory.GetDirectories(Path.GetDirectoryName(_notes.Folder)!, $"*-{role}-*");

    private async Task<string> ServerAsync() => (await _engine.DockerAsync("inspect", "--format", "{{.Config.Image}} {{index .Config.Labels \"built\"}}", "notes-server-1")).Trim();

    private async Task ShouldEndAsync(string verb, string plan = Hop, string? images = null)
    {
        var result = await _notes.DoAsync(verb, plan, images: images);
        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().NotContain(NotesDeployment.Token);
    }
}
