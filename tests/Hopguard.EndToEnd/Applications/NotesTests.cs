using System.Text;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>
/// An application that exists as YAML and images alone: its plan stands in the corpus, its data in folders beside the compose file. Two lines of <c>.env</c> are all that its version is.
/// </summary>
public sealed class NotesTests : IAsyncLifetime
{
    private const string Hop = "notes-1.3.0";

    // The server's major, the newest migration, and the rows as both versions have them.
    private const string State = """
        SELECT current_setting('server_version_num')::int / 10000, max(version), (SELECT string_agg(concat_ws(' ', id, title, attachment), ', ' ORDER BY id) FROM notes) FROM schema_migrations
        """;

    private LabEngine _engine = null!;
    private NotesDeployment _notes = null!;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _notes = await NotesDeployment.StartAsync(_engine);
    }

    public async Task DisposeAsync()
    {
        if (_notes is not null)
            await _notes.DisposeAsync();

        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task It_is_upgraded_over_a_kill_and_comes_back_with_what_was_written_since_kept()
    {
        var (before, settings, mode) = (await _notes.LookAsync(), Settings(), File.GetUnixFileMode(_notes.SettingsFile));
        var wanted = settings.Replace(" NOTES_TAG=1.2.0 ", " NOTES_TAG=1.3.0 ", StringComparison.Ordinal).Replace("\"13-bookworm\"", "17-bookworm", StringComparison.Ordinal);

        var state = await _notes.SqlAsync(State);
        state.Should().StartWith("13|20230601|1 groceries groceries.txt, 2 ideas");

        // Killed right before the second line could be recorded, and typed again.
        var killed = await _notes.DoAsync("run", Hop, "in:set-setting-2");
        killed.ExitCode.Should().Be(137, killed.Output);
        Settings().Should().Be(wanted, "every other byte is the operator's");
        await ShouldEndAsync("run");

        Settings().Should().Be(wanted);
        (await _notes.KnockAsync()).Should().Be(System.Net.HttpStatusCode.Unauthorized, "only with the token of '.env' could the run know that it is done");
        (await _notes.LookAsync()).Should().Be(before.Replace("1.2.0", "1.3.0", StringComparison.Ordinal));
        (await _notes.SqlAsync(State)).Should().Be(state.Replace("13|20230601", "17|20240101", StringComparison.Ordinal));
        Beside("retired-database").Should().ContainSingle("the old cluster is kept until it is accepted");
        await _notes.WriteAsync("later");

        await ShouldEndAsync("roll-back");

        Settings().Should().Be(settings);
        File.GetUnixFileMode(_notes.SettingsFile).Should().Be(mode);
        (await _notes.LookAsync()).Should().Be(before);
        (await _notes.SqlAsync(State)).Should().Be(state);
        File.Exists(Path.Combine(Beside("abandoned-files").Should().ContainSingle().Subject, "later.txt")).Should().BeTrue();
        File.ReadAllText(Path.Combine(Beside("abandoned-database").Should().ContainSingle().Subject, "PG_VERSION")).Should().Be("17\n");
    }

    // In Latin-1 every byte is a sign of its own.
    private string Settings() => Encoding.Latin1.GetString(File.ReadAllBytes(_notes.SettingsFile));

    // What the run put beside the deployment's folder.
    private IEnumerable<string> Beside(string role) => Directory.GetDirectories(Path.GetDirectoryName(_notes.Folder)!, $"*-{role}-*");

    private async Task ShouldEndAsync(string verb)
    {
        var result = await _notes.DoAsync(verb, Hop);
        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().NotContain(NotesDeployment.Token);
    }
}
