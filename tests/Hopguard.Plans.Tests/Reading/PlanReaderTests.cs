using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Reading;

public sealed class PlanReaderTests
{
    private const string Head = "application: cvat\nprocedure: p\nsummary: s\nsteps:\n";

    [Theory]
    [InlineData("- dump-databas: {}", "HOP907", 5, 5, "did you mean 'dump-database'?")]
    [InlineData("- dump-database: { store: database }", "HOP905", 5, 5, "lacks the key 'as'")]
    [InlineData("- dump-database: { store: database, as: d, job: 2 }", "HOP904", 5, 46, "did you mean 'jobs'?")]
    [InlineData("- dump-database: { store: database, as: d, jobs: two }", "HOP906", 5, 52, "no whole number from 1 to 64")]
    [InlineData("- dump-database: { store: database, as: d, jobs: 0 }", "HOP906", 5, 52, "from 1 to 64")]
    [InlineData("- dump-database: { store: database, as: d, jobs: \"2\" }", "HOP906", 5, 52, "no whole number")]
    [InlineData("- dump-database: { store: [database], as: d }", "HOP906", 5, 29, "takes one text")]
    [InlineData("- dump-database: { store: database, as: ../d }", "HOP906", 5, 43, "is not a name")]
    [InlineData("- stop-services: { all-but: cvat_db }", "HOP906", 5, 31, "takes a list")]
    [InlineData("- start-services: { only: [] }", "HOP906", 5, 29, "leave the key out")]
    [InlineData("- check-space: { backup: 1,2 }", "HOP904", 5, 30, "has no key '2'")]
    [InlineData("- check-space: { backup: -1 }", "HOP906", 5, 28, "no number from 0.1 to 100")]
    [InlineData("- verify-version: { expect: 2.x }", "HOP906", 5, 31, "is no version; write two to four numbers such as")]
    [InlineData("- fetch-source: { archive: x, as: v, sha256: abc }", "HOP906", 5, 48, "64 hexadecimal digits")]
    [InlineData("- { accept: {}, delete-retired: {} }", "HOP906", 5, 5, "A step is one kind")]
    [InlineData("- accept: yes", "HOP906", 5, 13, "takes keys with values")]
    [InlineData("- run-command: { service: s, command: [x], does: nothin }", "HOP906", 5, 52, "'nothin' of key 'does' is no declaration; write 'nothing'")]
    [InlineData("- run-command: { service: s, command: [x], does: {} }", "HOP906", 5, 52, "declares nothing; write 'nothing'")]
    [InlineData("- run-command: { service: s, command: [x], does: [database] }", "HOP906", 5, 52, "write 'nothing', or the stores that the command uses")]
    [InlineData("- run-command: { service: s, command: [x], does: { write: [database] } }", "HOP904", 5, 54, "did you mean 'writes'?")]
    [InlineData("- run-command: { service: s, command: [x], does: { writes: database } }", "HOP906", 5, 62, "takes a list")]
    [InlineData("- [accept]", "HOP906", 5, 5, "A step is one kind")]
    public void A_wrong_step_is_reported_where_it_is_wrong(string step, string rule, int line, int column, string message)
    {
        var finding = PlanReader.Read("plan.yaml", Head + "  " + step, string.Empty).Findings.Should().ContainSingle().Subject;

        (finding.Rule.Id, finding.Place.Line, finding.Place.Column).Should().Be((rule, line, column));
        finding.Message.English.Should().Contain(message);
    }

    [Theory]
    [InlineData("procedure: p\nsummary: s\nsteps: [accept]", "lacks the key 'application'")]
    [InlineData("application: cvat\nsummary: s\nfrom: 2.2.0\nsteps: [accept]", "lacks the key 'to'")]
    [InlineData("application: cvat\nsummary: s\nprocedure: p\nto: 2.3.0\nsteps: [accept]", "keeps the version")]
    [InlineData("application: cvat\nsummary: s\nprocedure: p\nsteps: []", "takes a list of steps")]
    [InlineData("application: cvat\nsummary: s\nprocedure: p", "lacks the key 'steps'")]
    [InlineData("application: CVAT\nsummary: s\nprocedure: p\nsteps: [accept]", "not a name in lower case")]
    [InlineData("application: cvat\nsummary: s\nprocedure: p\ncompose: { stop: [/etc/x.yml] }\nsteps: [accept]", "not a relative path")]
    [InlineData("application: cvat\nsummary: s\nprocedure: p\ncompose: { start: [a/../../x.yml] }\nsteps: [accept]", "not a relative path")]
    [InlineData("application: cvat\nsummary: s\nprocedure: p\nrollbak: x\nsteps: [accept]", "has no key 'rollbak'")]
    public void A_wrong_head_is_reported(string text, string message)
    {
        var result = PlanReader.Read("plan.yaml", text, string.Empty);

        result.Value.Should().BeNull();
        result.Findings.Should().ContainSingle().Which.Message.English.Should().Contain(message);
    }

    [Fact]
    public void Several_mistakes_are_reported_at_once() =>
        PlanReader.Read("plan.yaml", Head + "  - acept\n  - dump-database: { as: d, x: 1 }", string.Empty).Findings.Select(finding => finding.Rule.Id)
            .Should().BeEquivalentTo("HOP907", "HOP905", "HOP904");

    [Fact]
    public void Steps_are_numbered_by_kind_unless_they_have_an_id() =>
        Ids("  - accept\n  - check-space: { id: first }\n  - check-space\n  - check-space: {}").Should().Equal("accept", "first", "check-space-2", "check-space-3");

    [Fact]
    public void Two_steps_of_one_id_are_refused() =>
        PlanReader.Read("plan.yaml", Head + "  - accept\n  - check-space: { id: accept }", string.Empty).Findings.Should().ContainSingle()
            .Which.Should().Match<Findings.Finding>(finding => finding.Rule.Id == "HOP909" && finding.Related.Length == 1);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Places_are_exact_with_foreign_line_ends(string lineEnd)
    {
        var step = PlanReader.Read("plan.yaml", (Head + "  - dump-database: { store: database, as: d }").Replace("\n", lineEnd, StringComparison.Ordinal), string.Empty)
            .Value!.Steps.OfType<DumpDatabase>().Single();

        (step.As.Place.Line, step.As.Place.Column).Should().Be((5, 43));
    }

    [Fact]
    public void A_place_counts_an_emoji_as_two_as_compilers_do()
    {
        var text = Head.Replace("summary: s", "summary: \U0001F4BE", StringComparison.Ordinal) + "  - dump-database: { store: database, as: dmp }";
        var place = PlanReader.Read("plan.yaml", text, string.Empty).Value!.Steps.OfType<DumpDatabase>().Single().As.Place;

        text.Substring(place.Start, place.Length).Should().Be("dmp");
    }

    [Fact]
    public void The_hash_is_that_of_the_text() =>
        PlanHash.Of("abc").Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    private static IEnumerable<string> Ids(string steps) => PlanReader.Read("plan.yaml", Head + steps, string.Empty).Value!.Steps.Select(step => step.Id);
}
