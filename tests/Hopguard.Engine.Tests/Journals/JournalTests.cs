using System.Text.Json;
using System.Text.Json.Serialization;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Journals;

public sealed class JournalTests : IDisposable
{
    private readonly TempFolder _folder = TempFolder.InMemory();
    private readonly TestClock _clock = new();

    private static readonly DeploymentSnapshot Before = new ContainerDetails
    {
        ComposeFiles = ["docker-compose.yml", "örtlich.yml"],
        Services = [new("cvat_db", "cvat_db", "postgres:10-alpine", "sha256:1", WasRunning: true, "always")],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal) { ["database"] = new("cvat_db", "cvat_db", null, null) },
    }.AddTo(new DeploymentSnapshot
    {
        Project = "cvat",
        Folder = "/srv/cvat",
        EngineId = "engine",
        Version = "2.2.0",
    });

    internal static readonly JournalEntry[] EveryKind =
    [
        new JournalEntry.RunStarted("20260102-030405", "cvat-2.3.0", "hash", Before, "op@host (process 1)"),
        new JournalEntry.RunResumed("op@host"),
        new JournalEntry.StepStarted("dump"),
        new JournalEntry.Remembered("dump", "key", "two\nlines, \"quotes\" and ünïcode \U0001F600"),
        new JournalEntry.StepDone("dump", "12 tables"),
        new JournalEntry.StepDone("accept", "accepted", ClosesWayBack: true),
        new JournalEntry.StepFailed("dump", "it broke", null),
        new JournalEntry.StepWaiting("accept", "--accept"),
        new JournalEntry.StepInDoubt("dump", "signal"),
        new JournalEntry.RollbackStarted("asked for"),
        new JournalEntry.UndoStarted("dump"),
        new JournalEntry.StepUndone("dump", "nothing to undo"),
        new JournalEntry.UndoFailed("dump", "it broke", "mend it"),
        new JournalEntry.RollbackUnverified("no answer", "look"),
        new JournalEntry.RolledBack("2.2.0"),
        new JournalEntry.RunFinished(),
    ];

    private string File => _folder["journal.log"];

    [Fact]
    public void Every_kind_of_record_comes_back_as_it_was_written()
    {
        Write(EveryKind);

        Texts(Journal.Read(File).Select(entry => entry with { At = default })).Should().Equal(Texts(EveryKind));
        Journal.Read(File).Select(entry => entry.At).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void No_kind_of_record_is_forgotten_in_these_tests() =>
        typeof(JournalEntry).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType)
            .Should().BeEquivalentTo(EveryKind.Select(entry => entry.GetType()).Distinct());

    [Fact]
    public void A_journal_that_is_not_there_is_empty() => Journal.Read(File).Should().BeEmpty();

    [Fact]
    public void An_opened_journal_knows_its_records_and_goes_on()
    {
        Write(EveryKind[..3]);
        Write(EveryKind[3..]);

        Texts(Journal.Read(File).Select(entry => entry with { At = default })).Should().Equal(Texts(EveryKind));
    }

    [Fact]
    public void A_journal_can_be_read_while_it_is_written()
    {
        using var journal = Journal.Open(File, _clock);
        journal.Append(new JournalEntry.StepStarted("dump"));

        Journal.Read(File).Should().ContainSingle();
        journal.Append(new JournalEntry.StepDone("dump", "done"));
        Journal.Read(File).Should().HaveCount(2);
    }

    [Fact]
    public void A_record_is_one_line_whatever_it_says()
    {
        Write(EveryKind);
        System.IO.File.ReadAllLines(File).Should().HaveCount(EveryKind.Length);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_a_journal_that_takes_the_next_record()
    {
        var (exitCode, output) = await SecondProcess.RunAsync("fill-disk", File);

        exitCode.Should().Be(0);
        output.Should().Contain($"Journal '{File}' cannot be written: ");
        Texts(Journal.Read(File).Select(entry => entry with { At = default }))
            .Should().Equal(Texts([new JournalEntry.StepStarted("one"), new JournalEntry.StepDone("one", "fits again")]));
    }

    [Fact]
    public async Task Room_for_the_way_back_is_taken_in_the_file_before_it_is_needed_and_while_it_is_used_up()
    {
        using (var journal = Journal.Open(File, _clock))
            journal.Append(new JournalEntry.StepStarted("one"));
        (await AllocatedAsync()).Should().BeGreaterThanOrEqualTo(Journal.Room, "a killed process leaves it to the next");
        new FileInfo(File).Length.Should().BeLessThan(1_000);

        using var next = Journal.Open(File, _clock);
        (await AllocatedAsync()).Should().BeGreaterThanOrEqualTo(Journal.Room);
        for (var i = 0; i < 50; i++)
            next.Append(new JournalEntry.StepDone("one", new string('x', Journal.Room / 25)));
        (await AllocatedAsync()).Should().BeGreaterThanOrEqualTo(new FileInfo(File).Length + Journal.Room / 2);
    }

    private async Task<long> AllocatedAsync()
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["--format=%b %B", File]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var numbers = (await stat.StandardOutput.ReadToEndAsync()).Split(' ').Select(long.Parse).ToList();
        return numbers[0] * numbers[1];
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var open = () => Journal.Open(_folder["missing/journal.log"], _clock);
        open.Should().Throw<HopguardException>().WithMessage("Journal '*' cannot be written: *");
    }

    public void Dispose() => _folder.Dispose();

    private void Write(IEnumerable<JournalEntry> entries)
    {
        using var journal = Journal.Open(File, _clock);
        foreach (var entry in entries)
            journal.Append(entry);
    }

    private static IEnumerable<string> Texts(IEnumerable<JournalEntry> entries) => entries.Select(entry => JsonSerializer.Serialize(entry));
}
