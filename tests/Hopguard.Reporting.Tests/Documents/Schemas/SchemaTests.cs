using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;
using Hopguard.Reporting.Documents;

namespace Hopguard.Reporting.Tests.Documents.Schemas;

/// <summary>The schemas and the readers say the same, as far as a schema can say it.</summary>
public sealed class SchemaTests
{
    private const string Head = "application: cvat\nprocedure: p\nsummary: s\nsteps:\n  - ";

    private const string EveryKeyOfAnApplication = """
        application: shop
        title: Shop
        deployment: compose
        compose: { files: [a.yml], development: [b.yml], version-variable: TAG }
        versions: { numbers: 3, at-least: 3, suffix: none }
        version: { service: web, port: 80, path: /about, field: version, header: { name: Authorization, scheme: Bearer, value-from: TOKEN } }
        migrations: { store: data, database: d, table: t, schema: s, app: a, name: n, process: p }
        services:
          web: { writes: [data], kubernetes: [{ labels: { app: shop }, container: web, since: 1.0.0 }] }
          gone: {}
          more: {}
          other: {}
        stores:
          data: { kind: postgresql, service: web, volume: v, version-variable: PG_TAG, connection: { host: DB_HOST, port: DB_PORT, database: DB_NAME, user: DB_USER, password: DB_PASSWORD }, disposable: false, since: 1.0.0, until: 3.0.0, replaced-by: moved }
          moved: { kind: postgresql, service: web, volume: w, since: 3.0.0 }
          pictures: { kind: folder, service: web, mount: /pictures }
          late: { kind: volume, service: web, volume: late }
          early: { kind: volume, service: web, volume: early }
          first: { kind: volume, service: web, volume: first }
          second: { kind: volume, service: web, volume: second }
        releases:
          1.0.0:
            postgresql: 15
            least-postgresql: 12
            services: [web, gone]
            migrations: { engine: "0001" }
            settings: [HOST]
            renames: { old: web }
            one-way: [engine/0001]
            touches: { data: [engine/0001] }
            post-upgrade: [{ service: web, command: [tidy, --all] }]
            can-stop: [engine/0001]
            rewrites: [engine/0001]
            checks: [{ finds: twins, store: data, database: d, query: SELECT 1, remedy: { en: remove them, ja: 取り除く }, warns: true }]
            before: wait
            after: [one, { en: two, ja: 二 }]
            mandatory-stop: true
            advised-stop: keeps things apart
            avoid: { en: it is slow, ja: 遅い }
            images: { web: "shop/web:v{version}" }
            compose: [a.yml]
          1.1.0: { version: { service: web, label: org.opencontainers.image.version, port: 80, path: /health } }
          1.2.0: { version: { service: web, tag: true } }
          1.3.0: { version: { service: web, query: { store: data, database: d, sql: "SELECT max(v) FROM about" } } }
          2.0.0:
            services: { add: [more], remove: [gone], rename: { web: other } }
            settings: { add: [PORT], remove: [HOST] }
            migrations: { engine: none }
            project: shop
            stop-before: 1.0.0..1.3.0
            stores: { add: [late], remove: [early], replace: { first: second }, change: { pictures: { service: other, volume: v, mount: /images, disposable: true } } }
        """;

    private const string PlanOfARange = """
        application: shop
        name: general
        from: 1.0.0..2.0.0
        to: 2.0.0..
        summary: s
        settings: { required: target }
        steps:
          - fetch-source: { archive: "https://example.org/v{to}.zip", as: "v{to}", when: { crosses: 2.0.0 } }
          - back-up-volumes: { stores: [a], as: b, when: [{ store: a }, { state: a }, { not: { changes: postgresql } }] }
          - verify-version: { expect: target }
        """;

    private static readonly Regex Asked = new("(?:Find|Require|Map|ReadChange|Each|Stores)[A-Za-z]*\\((?:reader, |stores, )?\"(?<key>[a-z-]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex YamlBlock = new("^```yaml\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(1));

    public static TheoryData<string> ShippedFiles => new(Repository.FilesIn("plans", "*.yaml")
        .Where(path => !path.Contains("/compose/", StringComparison.Ordinal) && !path.EndsWith("/hopguard.yaml", StringComparison.Ordinal)));

    public static TheoryData<string> Kinds => new(StepKind.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void A_shipped_file_fits_its_schema_and_names_it(string path)
    {
        var text = Repository.Read(path)!;

        SchemaOf(path).Accepts(text).Should().BeTrue();
        text.Should().StartWith($"# yaml-language-server: $schema=../{(IsApplication(path) ? "application" : "plan")}.schema.json\n");
    }

    [Theory]
    [InlineData("dump-databas: {}")]
    [InlineData("dump-database: { store: database }")]
    [InlineData("dump-database: { store: database, as: d, job: 2 }")]
    [InlineData("dump-database: { store: database, as: d, jobs: two }")]
    [InlineData("dump-database: { store: database, as: d, jobs: 0 }")]
    [InlineData("dump-database: { store: database, as: ../d }")]
    [InlineData("dump-database")]
    [InlineData("stop-services: { all-but: cvat_db }")]
    [InlineData("start-services: { only: [] }")]
    [InlineData("check-space: { backup: -1 }")]
    [InlineData("verify-version: { expect: 2.x }")]
    [InlineData("prune: { what: networks }")]
    [InlineData("{ accept: {}, delete-retired: {} }")]
    [InlineData("accept: yes")]
    [InlineData("run-command: { service: s, command: [x], does: everything }")]
    [InlineData("run-command: { service: s, command: [x], does: {} }")]
    [InlineData("run-command: { service: s, command: [x], does: { write: [a] } }")]
    [InlineData("{}")]
    public void A_wrong_step_is_refused_by_schema_and_reader(string step) => Verdicts(Head + step).Should().Be((false, false));

    [Theory]
    [InlineData("accept")]
    [InlineData("accept:")]
    [InlineData("accept: { id: last }")]
    [InlineData("check-space: { backup: 2 }")]
    [InlineData("compose-down: { files: [a/b.yml] }")]
    [InlineData("run-command: { service: s, command: [x], does: nothing }")]
    [InlineData("run-command: { service: s, command: [x], does: { reads: [a], writes: [b, c], destroys: [d] } }")]
    public void A_right_step_is_accepted_by_schema_and_reader(string step) => Verdicts(Head + step).Should().Be((true, true));

    [Theory]
    [InlineData("from: 2.2.0\nto: 2.3.0", true)]
    [InlineData("procedure: backup", true)]
    [InlineData("from: 2.2.0\nto: 2.3.0\nname: first", true)]
    [InlineData("from: 2.2.0..\nto: ..2.3.0\nname: general", true)]
    [InlineData("from: 2.2.0..\nto: 2.3.0", false)]
    [InlineData("from: ..\nto: 2.3.0\nname: general", false)]
    [InlineData("procedure: backup\nname: general", false)]
    [InlineData("from: 2.2.0", false)]
    [InlineData("from: 2.2.0\nto: 2.3.0\nprocedure: backup", false)]
    [InlineData("to: 2.3.0\nprocedure: backup", false)]
    [InlineData("summary-2: x\nprocedure: backup", false)]
    public void A_plan_is_a_hop_or_a_procedure(string versions, bool right) =>
        Verdicts($"application: cvat\nsummary: s\n{versions}\nsteps: [accept]").Should().Be((right, right));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_example_of_a_step_fits_and_none_of_its_mutations_divides_schema_and_reader(string kind) =>
        Agree(YamlAsJson.Parse(Head + StepExample.Of(StepKind.All[kind])[2..])!, SchemaFile.Plan, ReadPlan);

    [Fact]
    public void No_mutation_of_a_shipped_plan_divides_schema_and_reader() =>
        Agree(YamlAsJson.Parse(Repository.Read("plans/cvat/2.2.0-2.3.0.yaml")!)!, SchemaFile.Plan, ReadPlan);

    [Fact]
    public void No_mutation_of_a_plan_for_a_range_divides_schema_and_reader() => Agree(YamlAsJson.Parse(PlanOfARange)!, SchemaFile.Plan, ReadPlan);

    [Fact]
    public void No_mutation_of_an_application_divides_schema_and_reader() =>
        Agree(YamlAsJson.Parse(EveryKeyOfAnApplication)!, SchemaFile.Application, ReadApplication);

    [Fact]
    public void Schema_and_reader_of_applications_know_the_same_keys()
    {
        var asked = new[] { "ApplicationReader", "ReleaseReader", "VersionProbeReader", "CrossingReader", "StoreChangeReader", "BilingualReader", "WorkloadReader" }.SelectMany(reader => Asked.Matches(Repository.Read($"src/Hopguard.Plans/Reading/{reader}.cs")!)).Select(match => match.Groups["key"].Value).Distinct();
        var schema = GeneratedDocuments.All().Single(document => document.Path == "plans/application.schema.json").Text;

        Properties(JsonNode.Parse(schema)).Distinct().Should().BeEquivalentTo(asked);
        Properties(JsonNode.Parse(schema)).Distinct().Should().BeSubsetOf(Keys(YamlAsJson.Parse(EveryKeyOfAnApplication)));
    }

    [Fact]
    public void What_the_pages_of_rules_show_and_the_reader_accepts_fits_the_schema()
    {
        var blocks = Repository.FilesIn("docs/rules", "HOP*.md").SelectMany(page => YamlBlock.Matches(Repository.Read(page)!)).Select(match => match.Groups["text"].Value);
        var plans = blocks.Where(text => PlanReader.Read("plan.yaml", text, string.Empty).Findings.IsEmpty).ToList();

        plans.Should().HaveCountGreaterThan(30).And.OnlyContain(text => SchemaFile.Plan.Accepts(text));
    }

    private static void Agree(JsonNode sample, SchemaFile schema, Func<string, ImmutableArray<Finding>> read)
    {
        (schema.Accepts(sample), IsRead(read(sample.ToJsonString()))).Should().Be((true, true));
        JsonMutations.Of(sample)
            .Where(mutation => schema.Accepts(mutation.Json) != IsRead(read(mutation.Json.ToJsonString())))
            .Select(mutation => $"{mutation.What}: {string.Join("; ", read(mutation.Json.ToJsonString()))}")
            .Should().BeEmpty();
    }

    private static (bool Schema, bool Reader) Verdicts(string plan) => (SchemaFile.Plan.Accepts(plan), IsRead(ReadPlan(plan)));

    // Names that refer to something, and names given twice, are beyond a schema.
    private static bool IsRead(ImmutableArray<Finding> findings) => !findings.Any(finding => finding.Rule.Id is not ("HOP908" or "HOP909"));

    private static ImmutableArray<Finding> ReadPlan(string text) => PlanReader.Read("plan.yaml", text, string.Empty).Findings;

    private static ImmutableArray<Finding> ReadApplication(string text) => ApplicationReader.Read("application.yaml", text).Findings;

    private static SchemaFile SchemaOf(string path) => IsApplication(path) ? SchemaFile.Application : SchemaFile.Plan;

    private static bool IsApplication(string path) => path.EndsWith("/application.yaml", StringComparison.Ordinal);

    private static IEnumerable<string> Properties(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry =>
            entry.Key == "properties" ? entry.Value!.AsObject().SelectMany(property => Properties(property.Value).Prepend(property.Key)) : Properties(entry.Value)),
        JsonArray list => list.SelectMany(Properties),
        _ => [],
    };

    private static IEnumerable<string> Keys(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => Keys(entry.Value).Prepend(entry.Key)),
        JsonArray list => list.SelectMany(Keys),
        _ => [],
    };
}
