namespace Hopguard.Plans.Tests.Reading;

/// <summary>Folders that are small, well-formed, and made to be expensive: each file pays for what another says.</summary>
public sealed class HostileFolderTests
{
    private const int Megabytes = 400;
    private static readonly string Long = new('x', 300_000);

    public static TheoryData<string, string, string> ComposeFiles => new()
    {
        { "a long text under many names", $"x: &x \"$A{Long}\"\nservices:\n{Lines(400, number => $"  s{number}: {{ image: *x }}")}", "HOP210" },
        { "a long text many times in a list", $"x: &x \"{Long}\"\nservices:\n  s: {{ command: [{Items(5_000, "*x")}] }}", "HOP210" },
        { "a long list under many names", $"x: &x [{Items(9_000, "a:/b")}]\nservices:\n{Lines(400, number => $"  s{number}: {{ volumes: *x }}")}", "HOP210" },
        { "a long environment under many names", $"x: &x [{Items(9_000, "a=b")}]\nservices:\n{Lines(400, number => $"  s{number}: {{ environment: *x }}")}", "HOP210" },
        { "thousands of services", $"services:\n{Lines(9_000, number => $"  s{number}: {{}}")}", "HOP210" },
        { "thousands of volumes", $"volumes:\n{Lines(9_000, number => $"  s{number}: {{}}")}", "HOP210" },
    };

    public static TheoryData<string, string, string> Plans => new()
    {
        { "thousands of exceptions", Plan("accept") + Lines(15_000, number => $"  # hopguard: accept HOP{number:00000} because x"), "HOP913" },
        { "thousands of steps of no kind", Plan(Items(2_000, "dump-databas", "\n  - ")), "HOP907" },
        { "thousands of unknown names", Plan(string.Join("\n  - ", Enumerable.Range(0, 1_900).Select(number => $"stop-services: {{ all-but: [s{number}, t{number}] }}"))), "HOP908" },
        { "thousands of copies, none of them found", Plan(string.Join("\n  - ", Enumerable.Range(0, 950).Select(number => $"dump-database: {{ store: database, as: c{number} }}\n  - restore-database: {{ copy: d{number}, into: t{number} }}"))), "HOP908" },
        { "more steps than anybody reads", Plan(Items(2_001, "accept", "\n  - ")), "HOP902" },
        { "a list of thousands", Plan($"stop-services: {{ all-but: [{Items(9_000, "db")}] }}"), "HOP906" },
        { "a line of shell of half a megabyte", Plan($"run-shell: {{ command: \"{Items(100_000, "$(a", " ")}\" }}"), "HOP906" },
    };

    [Theory]
    [MemberData(nameof(ComposeFiles))]
    public void A_hostile_compose_file_is_refused_in_bounded_memory(string what, string text, string rule) => Judge(Shop.Standard.With(Shop.New, text)).Should().Contain(rule, what);

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_hostile_plan_is_refused_in_bounded_memory(string what, string text, string rule) => Judge(Shop.Standard.With(Shop.Plan, text)).Should().Contain(rule, what);

    [Theory]
    [InlineData("services:\n", "s", "{}")]
    [InlineData("stores:\n", "s", "{ kind: redis, service: cache, disposable: true }")]
    [InlineData("releases:\n", "3.0.", "{ postgresql: 15, services: [db], compose: [compose/1.0.0/compose.yaml] }")]
    public void An_application_of_many_hundreds_is_refused(string key, string name, string value) =>
        Judge(Shop.Standard.Changed(Shop.Application, key, key + Lines(600, number => $"  {name}{number}: {value}"))).Should().Contain("HOP906");

    [Fact]
    public void A_compose_file_that_every_release_names_is_read_once()
    {
        var releases = Lines(400, number => $"  3.0.{number}: {{ postgresql: 15, services: [db, cache, server], compose: [{Items(20, "compose/1.0.0/compose.yaml")}] }}");
        var services = Lines(400, number => $"  s{number}: {{ image: \"a:1\" }}");

        Judge(Shop.Standard.Changed(Shop.Application, "releases:\n", "releases:\n" + releases).Changed(Shop.Old, "services:\n", "services:\n" + services)).Should().Contain("HOP229");
    }

    [Fact]
    public void As_many_steps_and_services_as_a_file_may_have_are_judged()
    {
        var services = Lines(400, number => $"  s{number}: {{ writes: [database] }}");
        var running = string.Join(", ", Enumerable.Range(0, 400).Select(number => $"s{number}"));
        var shop = Shop.Standard.Changed(Shop.Application, "services:\n", "services:\n" + services).Changed(Shop.Application, "[db, cache, server]", $"[db, cache, server, {running}]");

        Judge(shop.With(Shop.Plan, Plan(Items(1_000, "start-services\n  - stop-services", "\n  - ")))).Should().NotBeEmpty();
    }

    private static IEnumerable<string> Judge(Shop shop) => Bounded.Run(Megabytes, shop.Judge).Select(finding => finding.Rule.Id).Distinct();

    private static string Plan(string steps) => $"application: shop\nprocedure: p\nsummary: s\nsteps:\n  - {steps}\n";

    private static string Items(int count, string item, string separator = ", ") => string.Join(separator, Enumerable.Repeat(item, count));

    private static string Lines(int count, Func<int, FormattableString> line) => string.Concat(Enumerable.Range(0, count).Select(number => FormattableString.Invariant(line(number)) + "\n"));
}
