using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Analysis.Crashes;

/// <summary>Random plans of a small application: a database and its files, a server and a worker, two versions on one PostgreSQL.</summary>
internal sealed class SmallPlans(int seed)
{
    public static readonly string[] Stores = ["database", "files"];

    private const string ApplicationText = """
        application: cvat
        title: CVAT
        compose: { files: [docker-compose.yml] }
        version: { service: server, port: 8080, path: /about, field: version }
        migrations: { store: database, database: cvat, table: django_migrations, app: app, name: name }
        services:
          db: { writes: [database] }
          server: { writes: [database, files] }
          worker: { writes: [files] }
        stores:
          database: { kind: postgresql, service: db, volume: db }
          files: { kind: volume, service: server, volume: files }
        releases:
          1.0.0: { postgresql: 15, services: [db, server, worker], migrations: { engine: "0001" } }
          1.1.0: { postgresql: 15, services: [db, server, worker], migrations: { engine: "0002" } }
        """;

#pragma warning disable CA5394 // The plans shall be the same in every run.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly List<(string Name, string Store)> _copies = [];
    private readonly List<(string Name, string Store)> _trials = [];
    private int _names;

    public static Application Application { get; } = PlanSetOf(ApplicationText);

    public Plan Next()
    {
        _copies.Clear();
        _trials.Clear();
        _names = 0;
        return new Plan
        {
            Application = Name.Of("cvat"),
            From = ReleaseVersion.Parse("1.0.0"),
            To = ReleaseVersion.Parse("1.1.0"),
            Summary = string.Empty,
            Path = "small.yaml",
            Hash = string.Empty,
            Steps = [.. Enumerable.Range(0, 4 + Number(9)).Select(_ => Step())],
        };
    }

    private Step Step() => Number(20) switch
    {
        0 or 1 => new StopServices { AllBut = [Name.Of("db")] },
        2 => new StopServices(),
        3 or 4 => new ComposeDown(),
        5 or 6 => new StartServices(),
        7 => new StartServices { Only = [Name.Of("db")] },
        8 => new StartServices { Only = [Name.Of("worker")] },
        9 or 10 => new SwitchSource { To = Name.Of("new"), KeepAs = Name.Of("old") },
        11 => new DumpDatabase { Store = Name.Of("database"), As = New(_copies, "database") },
        12 => new BackUpVolumes { Stores = [Name.Of("files")], As = New(_copies, "files") },
        13 or 14 when _copies.Count > 0 => new VerifyCopy { Copy = Name.Of(Any(_copies).Name), By = Name.Of(VerifyCopy.ReadBack) },
        15 when _copies.Count > 0 => Restore(),
        16 when _trials.Count > 0 => new PromoteVolume { Trial = Name.Of(_trials[0].Name), To = Name.Of(_trials[0].Store) },
        17 when _copies.Count > 0 => new RetireVolume { Store = Name.Of(Stores[Number(2)]), CoveredBy = Name.Of(Any(_copies).Name) },
        18 => Number(3) == 0 ? new Prune { What = Name.Of("volumes") } : new RemoveVolume { Store = Name.Of(Stores[Number(2)]) },
        19 => new DeleteRetired(),
        _ => new PullImages(),
    };

    private Step Restore()
    {
        var copy = Any(_copies);
        return Number(2) == 0
            ? new RestoreInPlace { Copy = Name.Of(copy.Name), To = Name.Of(copy.Store), EmptyFirst = true }
            : new RestoreDatabase { Copy = Name.Of(copy.Name), Into = New(_trials, copy.Store) };
    }

    private Name New(List<(string Name, string Store)> names, string store)
    {
        names.Add(($"n{++_names}", store));
        return Name.Of(names[^1].Name);
    }

    private (string Name, string Store) Any(List<(string Name, string Store)> names) => names[Number(names.Count)];

#pragma warning disable CA5394 // See above.
    private int Number(int below) => _random.Next(below);
#pragma warning restore CA5394

    private static Application PlanSetOf(string text) =>
        PlanSet.Read([new PlanFile("plans/cvat/application.yaml", text)]).Applications.Single();
}
