using Hopguard.Lab;

namespace Hopguard.EndToEnd.Applications;

/// <summary>A route over two hops of an application that exists as YAML and images alone: killed whenever it happens, gone on with by the same command, rolled back to the stop and to the start.</summary>
public sealed class NotesRouteTests : IAsyncLifetime
{
    // The server's major, the newest migration, and the rows as all versions have them.
    private const string State = """
        SELECT current_setting('server_version_num')::int / 10000, max(version), (SELECT string_agg(concat_ws(' ', id, title, attachment), ', ' ORDER BY id) FROM notes) FROM schema_migrations
        """;

    private readonly string _plans = Path.Combine(Directory.CreateTempSubdirectory("hopguard-notes-plans-").FullName, "notes");
    private LabEngine _engine = null!;
    private NotesDeployment _notes = null!;

    public async Task InitializeAsync()
    {
        NotesDeployment.WriteRoute(_plans);
        _engine = await LabEngine.StartAsync(Console.Error.WriteLine);
        _notes = await NotesDeployment.StartAsync(_engine, tag: NotesDeployment.Oldest);
    }

    public async Task DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(_plans)!, recursive: true);
        if (_notes is not null)
            await _notes.DisposeAsync();

        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task It_is_upgraded_over_kills_and_rolled_back_to_its_stop_over_one()
    {
        var (oldest, shown) = (await _notes.SqlAsync(State), await _notes.LookAsync());
        oldest.Should().StartWith("13|20230101|1 groceries groceries.txt, 2 ideas");

        // Right between the hops, and whenever it happens.
        await KillAsync("upgrade", "1.3.0", killAt: "after:1.2.0/verify-version");
        await KillAtRandomAsync("upgrade", "1.3.0");
        await ShouldEndAsync("upgrade", "1.3.0");
        (await _notes.SqlAsync(State)).Should().Be(oldest.Replace("13|20230101", "17|20240101", StringComparison.Ordinal));
        (await _notes.LookAsync()).Should().Be(shown.Replace("1.1.0", "1.3.0", StringComparison.Ordinal));
        Beside("retired-database").Should().HaveCount(2, "the cluster of every hop is kept until all is accepted");

        await _notes.WriteAsync("final");
        await KillAtRandomAsync("roll-back-to", "1.2.0");
        await ShouldEndAsync("roll-back-to", "1.2.0", isOverAlready: true);
        (await _notes.SqlAsync(State)).Should().Be(oldest.Replace("13|20230101", "15|20230601", StringComparison.Ordinal));
        (await _notes.LookAsync()).Should().Be(shown.Replace("1.1.0", "1.2.0", StringComparison.Ordinal));
        Holds("abandoned-files", "final.txt").Should().BeTrue("what users wrote in the meantime is put aside");
    }

    [LongFact("the way to the stop, above, and RouteRunTests of the engine, which go up and back from every prefix")]
    public async Task From_its_stop_it_goes_up_again_and_back_to_the_start_over_a_kill()
    {
        var (oldest, shown) = (await _notes.SqlAsync(State), await _notes.LookAsync());
        await ShouldEndAsync("upgrade", "1.3.0");
        await ShouldEndAsync("roll-back-to", "1.2.0");

        await _notes.WriteAsync("halfway");
        await ShouldEndAsync("upgrade", "1.3.0");
        (await _notes.SqlAsync(State)).Should().StartWith("17|20240101").And.Contain("halfway.txt");

        await KillAtRandomAsync("roll-back", "notes-1.3.0");
        await ShouldEndAsync("roll-back", "notes-1.3.0", isOverAlready: true);
        (await _notes.SqlAsync(State)).Should().Be(oldest);
        (await _notes.LookAsync()).Should().Be(shown);
        Holds("abandoned-files", "halfway.txt").Should().BeTrue();
        Beside("retired-database").Should().BeEmpty();
    }

    // What the runs put beside the deployment's folder.
    private IEnumerable<string> Beside(string role) => Directory.GetDirectories(Path.GetDirectoryName(_notes.Folder)!, $"*-{role}-*");

    private bool Holds(string role, string file) => Beside(role).Any(folder => File.Exists(Path.Combine(folder, file)));

    private async Task KillAsync(string verb, string version, string killAt)
    {
        using var program = _notes.Begin(verb, version, _plans, killAt);
        var killed = await program.EndAsync();
        killed.ExitCode.Should().Be(137, killed.Output);
    }

    private async Task KillAtRandomAsync(string verb, string version)
    {
        var after = TimeSpan.FromSeconds(4 + (Random.Shared.NextDouble() * 8));
        Console.Error.WriteLine($"{verb} {version} is killed after {after.TotalSeconds:F2} s");
        using var program = _notes.Begin(verb, version, _plans);
        await Task.WhenAny(program.EndAsync(), Task.Delay(after));
        program.Signal("KILL");
        Console.Error.WriteLine(string.Join('\n', program.Output.Split('\n').TakeLast(3)));
    }

    // A rollback that was killed in its last moment has nothing left to do.
    private async Task ShouldEndAsync(string verb, string version, bool isOverAlready = false)
    {
        using var program = _notes.Begin(verb, version, _plans);
        var result = await program.EndAsync();
        if (!isOverAlready || !result.Output.Contains("could be rolled back to", StringComparison.Ordinal) && !result.Output.Contains("There is nothing to roll back", StringComparison.Ordinal))
            result.ExitCode.Should().Be(0, result.Output);
    }
}
