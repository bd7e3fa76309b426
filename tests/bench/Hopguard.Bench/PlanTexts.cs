using System.Globalization;
using Hopguard.Plans.Reading;

namespace Hopguard.Bench;

/// <summary>Plans like those that are shipped, as many as are wanted.</summary>
internal static class PlanTexts
{
    /// <summary>Steps of each plan.</summary>
    public const int StepsOfPlan = 20;

    private const int HopsOfApplication = 20;

    /// <summary>Applications with 20 hops each, and their files.</summary>
    /// <param name="plans">How many hops in all.</param>
    public static IReadOnlyList<PlanFile> Files(int plans)
    {
        var files = new List<PlanFile>();
        for (var made = 0; made < plans; made += HopsOfApplication)
            files.AddRange(FilesOf($"app{made / HopsOfApplication}", Math.Min(HopsOfApplication, plans - made)));

        return files;
    }

    /// <summary>One application with a chain of hops.</summary>
    public static IEnumerable<PlanFile> FilesOf(string application, int hops)
    {
        yield return new PlanFile($"plans/{application}/application.yaml", Application(application, hops));
        for (var hop = 0; hop < hops; hop++)
            yield return new PlanFile($"plans/{application}/{hop}.yaml", Hop(application, hop));
    }

    /// <summary>The version that a hop leads to; 0 is the one that the first starts from.</summary>
    public static string Version(int number) => string.Create(CultureInfo.InvariantCulture, $"1.{number}.0");

    private static string Application(string name, int hops) => $$"""
        application: {{name}}
        title: {{name}}
        compose: { files: [docker-compose.yml] }
        version: { service: server, port: 8080, path: /api/about, field: version }
        migrations: { store: database, database: app, table: migrations, app: app, name: name }
        services:
          db: { writes: [database] }
          server: { writes: [database, media, keys] }
          worker: { writes: [database, media] }
          ui: {}
        stores:
          database: { kind: postgresql, service: db, volume: db }
          media: { kind: volume, service: server, volume: media }
          keys: { kind: volume, service: server, volume: keys }
        releases:

        """ + string.Concat(Enumerable.Range(0, hops + 1).Select(number => $$"""
              {{Version(number)}}: { postgresql: 15, services: [db, server, worker, ui], migrations: { app: "0001" } }

            """));

    private static string Hop(string application, int number) => $$"""
        application: {{application}}
        from: {{Version(number)}}
        to: {{Version(number + 1)}}
        summary: the next version
        source: "the vendor's guide"

        steps:
          # Everything up to 'stop-services' leaves the running version alone.
          - fetch-source: { archive: "https://example.org/archive/{{number}}.zip", as: next }
          - check-target: {}
          - check-space: { backup: 1.2, database: 2.0 }
          - pull-images: {}
          - stop-services: { all-but: [db] }
          - dump-database: { store: database, as: dump }
          - restore-database: { copy: dump, into: trial, postgresql: 15 }
          - verify-copy: { copy: dump, by: trial }
          - back-up-volumes: { stores: [media, keys], as: volumes }
          - verify-copy: { copy: volumes, by: read-back }
          - compose-down: {}
          - switch-source: { to: next, keep-as: previous }
          - retire-volume: { store: database, covered-by: dump }
          - promote-volume: { trial: trial, to: database }
          - start-services: { only: [db] }
          - verify-store: { store: database, against: dump }
          - start-services: {}
          - await-migrations: { service: server }
          - verify-version: { expect: {{Version(number + 1)}} }
          - accept: {}

        """;
}
