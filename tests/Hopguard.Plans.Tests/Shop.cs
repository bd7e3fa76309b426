using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>
/// A small application with a database, a volume and compose files for two releases, and a hop between them that raises nothing. A text put in may mark what it
/// expects: <c>{|HOP211:postgres:14|}</c>.
/// </summary>
internal sealed class Shop
{
    public const string Application = "application.yaml";
    public const string Old = "compose/1.0.0/compose.yaml";
    public const string New = "compose/2.0.0/compose.yaml";
    public const string Plan = "1.0.0-2.0.0.yaml";

    private const string Compose = """
        services:
          db:
            image: postgres:15-alpine
            environment: { POSTGRES_HOST_AUTH_METHOD: trust }
            volumes: ["db:/var/lib/postgresql/data"]
          cache: { image: redis:7.2 }
          server:
            image: shop/server:1
            volumes: ["media:/media"]
        volumes:
          db:
          media:
        """;

    private readonly Dictionary<string, string> _files;

    private Shop(Dictionary<string, string> files) => _files = files;

    public static Shop Standard { get; } = new(new Dictionary<string, string>
    {
        [Application] = """
            application: shop
            title: Shop
            compose: { files: [compose.yml], development: [compose.dev.yml], version-variable: SHOP_VERSION }
            version: { service: server, port: 80, path: /version, field: version }
            migrations: { store: database, database: shop, table: migrations, app: app, name: name }
            services:
              db: { writes: [database] }
              cache: { writes: [sessions] }
              server: { writes: [database, media, sessions] }
              worker: { writes: [database] }
            stores:
              database: { kind: postgresql, service: db, volume: db }
              media: { kind: volume, service: server, volume: media }
              sessions: { kind: redis, service: cache, disposable: true }
            releases:
              1.0.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: "0001" }, compose: [compose/1.0.0/compose.yaml] }
              2.0.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: "0002" }, compose: [compose/2.0.0/compose.yaml] }
            """,
        [Old] = Compose,
        [New] = Compose,
        [Plan] = """
            application: shop
            from: 1.0.0
            to: 2.0.0
            summary: The next release
            steps:
              - fetch-source: { archive: "https://example.org/shop/v2.0.0.zip", as: target, sha256: 1111111111111111111111111111111111111111111111111111111111111111 }
              - check-target
              - check-space
              - pull-images
              - stop-services: { all-but: [db] }
              - dump-database: { store: database, as: dump }
              - restore-database: { copy: dump, into: trial, postgresql: 15 }
              - verify-copy: { copy: dump, by: trial }
              - back-up-volumes: { stores: [media], as: volumes }
              - verify-copy: { copy: volumes, by: read-back }
              - compose-down
              - switch-source: { to: target, keep-as: shop_100 }
              - retire-volume: { store: database, covered-by: dump }
              - promote-volume: { trial: trial, to: database }
              - start-services: { only: [db] }
              - verify-store: { store: database, against: dump }
              - start-services
              - await-migrations: { service: server }
              - verify-version: { expect: 2.0.0 }
              - accept
              - delete-retired
            """,
    });

    /// <summary>The same hop on the files that the database has: what it restores beside them is not promoted.</summary>
    public static Shop OnItsFiles { get; } = Standard
        .Changed(Plan, "  - retire-volume: { store: database, covered-by: dump }\n  - promote-volume: { trial: trial, to: database }\n", string.Empty)
        .Changed(Plan, "  - start-services: { only: [db] }\n  - verify-store: { store: database, against: dump }\n", string.Empty)
        .Changed(Plan, "by: trial }\n", "by: trial }\n  - discard-trial: { trial: trial }\n")
        .Changed(Plan, "  - delete-retired", "  # nothing was retired");

    /// <summary>A file of the standard hop.</summary>
    public static string Text(string file) => Standard._files[file];

    public Shop Changed(string file, string from, string to)
    {
        _files[file].Should().Contain(from);
        return With(file, _files[file].Replace(from, to, StringComparison.Ordinal));
    }

    public Shop With(string file, string text) => new(new Dictionary<string, string>(_files) { [file] = text });

    public Shop Without(string file) => new(_files.Where(pair => pair.Key != file).ToDictionary());

    /// <summary>Expects the marked findings, each at exactly the marked text, and no other.</summary>
    public void RaisesWhatIsMarked() => RaisesWhatIsMarked(Judge());

    /// <summary>Expects the marked findings about files as such, whatever the plan means beside that.</summary>
    public void RaisesAmongSyntax() => RaisesWhatIsMarked(Judge().Where(finding => finding.Rule.Family == RuleFamily.Syntax));

    private void RaisesWhatIsMarked(IEnumerable<Finding> findings) => findings.Select(finding => (finding.Rule.Id, finding.Place.Path, finding.Place.Start, finding.Place.Length))
        .Should().BeEquivalentTo(_files.SelectMany(file => new MarkedPlan(file.Value).Expected.Select(expected => (expected.Id, Path(file.Key), expected.Start, expected.Length))));

    /// <summary>Expects one finding of the rule, at the marked text, and explained by exactly the places that are marked as related.</summary>
    public void RaisesWithRelated(string rule)
    {
        var finding = Judge().Single(finding => finding.Rule.Id == rule);
        var marks = _files.Select(file => (Path: Path(file.Key), Marks: new MarkedPlan(file.Value))).ToList();

        marks.SelectMany(file => file.Marks.Expected.Select(expected => (expected.Id, file.Path, expected.Start, expected.Length)))
            .Should().Equal((rule, finding.Place.Path, finding.Place.Start, finding.Place.Length));
        finding.Related.Select(related => (related.Place.Path, related.Place.Start, related.Place.Length))
            .Should().BeEquivalentTo(marks.SelectMany(file => file.Marks.Related.Select(related => (file.Path, related.Start, related.Length))));
    }

    public void RaisesNothing() => Judge().Select(finding => finding.ToString()).Should().BeEmpty();

    public IEnumerable<PlanFile> Files => _files.Select(file => new PlanFile(Path(file.Key), new MarkedPlan(file.Value).Text));

    public IReadOnlyList<Finding> Judge() => Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read(Files)));

    private static string Path(string file) => "plans/shop/" + file;
}
