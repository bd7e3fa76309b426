using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>A hop that leaves the database where it lies, on the same major, and migrates it there: the way back is its dump.</summary>
public sealed class NotesInPlaceTests : IAsyncLifetime
{
    private const string Hop = "memos-1.2.0";

    private const string State = """
        SELECT current_setting('server_version_num')::int / 10000, max(version), (SELECT string_agg(notes::text, ', ' ORDER BY id) FROM notes) FROM schema_migrations
        """;

    private LabEngine _engine = null!;
    private NotesDeployment _notes = null!;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _notes = await NotesDeployment.StartAsync(_engine, "memos", "1.1.0", "15-alpine");
    }

    public async Task DisposeAsync()
    {
        if (_notes is not null)
            await _notes.DisposeAsync();

        await _engine.DisposeAsync();
    }

    [LongFact("DumpReturnTests, on a real server, and RestoreTests on a whole deployment")]
    public async Task What_was_migrated_comes_back_after_a_kill_and_after_success_and_over_a_kill_on_the_way_back()
    {
        var (before, state) = (await _notes.LookAsync(), await _notes.SqlAsync(State));
        state.Should().StartWith("15|20230101|(1,groceries,groceries.txt), (2,ideas");

        await ShouldBeKilledAsync("run", "in:await-migrations");
        (await _notes.SqlAsync(State)).Should().StartWith("15|20230601|(1,groceries,groceries.txt,yellow)");
        await ShouldBeKilledAsync("roll-back", "undoing:dump-database");
        await ShouldEndAsync("roll-back");
        await ShouldBeAsBeforeAsync(1);

        await ShouldEndAsync("run");
        (await _notes.SqlAsync(State)).Should().StartWith("15|20230601|(1,groceries,groceries.txt,yellow)");
        await _notes.WriteAsync("later");
        await ShouldEndAsync("roll-back");
        await ShouldBeAsBeforeAsync(2);

        async Task ShouldBeAsBeforeAsync(int rollbacks)
        {
            (await _notes.LookAsync()).Should().Be(before);
            (await _notes.SqlAsync(State)).Should().Be(state);
            Directory.GetDirectories(Path.GetDirectoryName(_notes.Folder)!, "*-abandoned-database-*").Should().HaveCount(rollbacks, "what the newer version left is kept");
            Directory.GetDirectories(Path.GetDirectoryName(_notes.Folder)!, "*-rollback-*").Should().BeEmpty();
        }
    }

    private async Task ShouldBeKilledAsync(string verb, string at)
    {
        var killed = await _notes.DoAsync(verb, Hop, at);
        killed.ExitCode.Should().Be(137, killed.Output);
    }

    private async Task ShouldEndAsync(string verb)
    {
        var result = await _notes.DoAsync(verb, Hop);
        result.ExitCode.Should().Be(0, result.Output);
    }
}
