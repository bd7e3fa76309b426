using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>A deployment whose database lies on a server that is not the project's, and that its role is no superuser of.</summary>
public sealed class NotesOutsideTests : IAsyncLifetime
{
    private const string Backup = "memos-backup";
    private const string Procedure = """
        application: memos
        procedure: backup
        summary: verified backup of the notes and their attachments

        steps:
          - check-space: {}
          - stop-services: { all-but: [db] }
          - dump-database: { store: database, as: dump }
          - restore-database: { copy: dump, into: trial }
          - verify-copy: { copy: dump, by: trial }
          - discard-trial: { trial: trial }
          - back-up-volumes: { stores: [files], as: attachments }
          - verify-copy: { copy: attachments, by: read-back }
          - start-services: {}
        """;

    private const string Hop = "memos-1.2.0";
    private const string Databases = "SELECT string_agg(split_part(datname, '_2', 1) || ' ' || datallowconn, ', ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'the memory%'";
    private const string State = "SELECT max(version), (SELECT string_agg(notes::text, ', ' ORDER BY id) FROM notes) FROM schema_migrations";
    private const string IsOpen = "SELECT datallowconn FROM pg_database WHERE datname = current_database()";

    private LabEngine _engine = null!;
    private OutsideDatabase _outside = null!;
    private NotesDeployment _notes = null!;

    public async Task InitializeAsync()
    {
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _outside = await OutsideDatabase.StartAsync(_engine);
        _notes = await NotesDeployment.StartAsync(_engine, "memos", "1.1.0", "13-bookworm", OutsideDatabase.Override, exported: OutsideDatabase.Values);
    }

    public async Task DisposeAsync()
    {
        if (_notes is not null)
            await _notes.DisposeAsync();
        if (_outside is not null)
            await _outside.DisposeAsync();

        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task It_is_backed_up_over_a_kill_that_leaves_it_closed()
    {
        await _notes.WriteDownAsync();
        await _notes.AddProcedureAsync(Procedure);
        var before = await _notes.LookAsync();

        var killed = await _notes.DoAsync("run", Backup, "in:dump-database");
        killed.ExitCode.Should().Be(137, killed.Output);
        (await _outside.SqlAsync(IsOpen, "postgres")).Should().NotBeEmpty();
        var result = await _notes.DoAsync("run", Backup);

        result.ExitCode.Should().Be(0, result.Output);
        (await _notes.LookAsync()).Should().Be(before);
        (await _outside.SqlAsync(IsOpen)).Should().Be("t");
        result.Output.Should().NotContain(OutsideDatabase.Password);
        _notes.KeptTexts().Should().NotContain(OutsideDatabase.Password);
    }

    [Fact]
    public async Task What_was_migrated_on_it_comes_back_beside_it_over_kills_and_the_next_run_is_accepted()
    {
        var (before, state) = (await _notes.LookAsync(), await _outside.SqlAsync(State));
        _notes.Exported = Only("OUTSIDE_PASSWORD");
        await ShouldBeRefusedAsync("run", "'server' of the target take 'PGHOST' from the shell or '.env', and neither has it", "had values of 'PGDATABASE', 'PGHOST', 'PGUSER' when it was started that neither this shell nor '.env' has now");
        _notes.Exported = OutsideDatabase.Values;
        state.Should().StartWith("20230101|(1,groceries,groceries.txt), (2,ideas");

        await ShouldBeKilledAsync("run", "in:await-migrations");
        (await _outside.SqlAsync(State)).Should().StartWith("20230601|(1,groceries,groceries.txt,yellow)");
        _notes.Exported = Only("OUTSIDE_PASSWORD");
        await ShouldBeRefusedAsync("roll-back", "This shell lacks 'PGDATABASE', 'PGHOST', 'PGUSER', which the run was begun with", "nothing was changed");
        _notes.Exported = new Dictionary<string, string?>(OutsideDatabase.Values, StringComparer.Ordinal) { ["PGHOST"] = "elsewhere.example.org" };
        await ShouldBeRefusedAsync("roll-back", "This shell exports other values of 'PGHOST' than the run was begun with", "nothing was changed");
        await ShouldBeRefusedAsync("run", "This shell exports other values of 'PGHOST' than the run was begun with", "nothing was changed");
        (await _outside.SqlAsync(State)).Should().StartWith("20230601|", "nothing was changed");
        _notes.Exported = OutsideDatabase.Values;
        await ShouldBeKilledAsync("roll-back", "undoing:dump-database");
        await _outside.MoveAsync();
        await ShouldEndAsync("roll-back");
        (await _notes.LookAsync()).Should().Be(before);
        (await _outside.SqlAsync(State)).Should().Be(state);
        (await _outside.SqlAsync(Databases, "postgres")).Should().Be("the memory true, the memory_abandoned true", "what the newer version left is kept");
        (await _outside.SqlAsync("SHOW work_mem")).Should().Be("5MB", "settings of the database belong to it");
        _notes.KeptTexts().Should().NotContain(OutsideDatabase.Password);

        await ShouldEndAsync("run");
        (await _outside.SqlAsync(State)).Should().StartWith("20230601|(1,groceries,groceries.txt,yellow)");
        var accepted = await _notes.DoAsync("accept", "1.2.0");
        accepted.ExitCode.Should().Be(0, accepted.Output);
        (await _outside.SqlAsync(Databases, "postgres")).Should().Be("the memory true, the memory_abandoned true");
    }

    private static Dictionary<string, string?> Only(string name) => new(OutsideDatabase.Values.Where(value => value.Key == name), StringComparer.Ordinal);

    private async Task ShouldBeRefusedAsync(string verb, params string[] words)
    {
        var refused = await _notes.DoAsync(verb, Hop);
        refused.ExitCode.Should().Be(1, refused.Output);
        refused.Output.Should().ContainAll(words);
        refused.Output.Should().NotContain("stop-services");
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
