using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>The shop with more releases, and one plan for all hops between them that raises nothing.</summary>
internal static class Ranged
{
    public const string Plan = "general.yaml";

    /// <summary>What is always so, what changes with PostgreSQL, and what a release on the way brings.</summary>
    public const string Text = """
        application: shop
        name: general
        from: 1.0.0..2.1.0
        to: 1.1.0..3.0.0
        summary: Any hop of the shop
        settings: { required: target }
        steps:
          - fetch-source: { archive: "https://example.org/shop/v{to}.zip", as: new, sha256: 1111111111111111111111111111111111111111111111111111111111111111 }
          - check-target
          - check-space
          - pull-images
          - stop-services: { all-but: [db] }
          - dump-database: { store: database, as: dump }
          - restore-database: { copy: dump, into: trial }
          - verify-copy: { copy: dump, by: trial }
          - back-up-volumes: { stores: [media], as: volumes }
          - verify-copy: { copy: volumes, by: read-back }
          - back-up-volumes: { stores: [queues], as: queued, when: { store: queues } }
          - verify-copy: { copy: queued, by: read-back, when: { store: queues } }
          - discard-trial: { trial: trial, when: { not: { changes: postgresql } } }
          - compose-down
          - switch-source: { to: new, keep-as: "shop_{from}" }
          - retire-volume: { store: database, covered-by: dump, when: { changes: postgresql } }
          - promote-volume: { trial: trial, to: database, when: { changes: postgresql } }
          - start-services: { only: [db], when: { changes: postgresql } }
          - verify-store: { store: database, against: dump, when: { changes: postgresql } }
          - start-services
          - await-migrations: { service: server }
          - run-command: { service: server, command: [shop, tidy], does: nothing, when: { crosses: 2.1.0 } }
          - verify-version: { expect: target }
          - accept
          - delete-retired: { when: { changes: postgresql } }
        """;

    public static Shop Standard { get; } = Shop.Standard.Without(Shop.Old).Without(Shop.New).Without(Shop.Plan)
        .With(Shop.Application, """
            application: shop
            title: Shop
            compose: { files: [compose.yml], development: [compose.dev.yml], version-variable: SHOP_VERSION }
            version: { service: server, port: 80, path: /version, field: version }
            migrations: { store: database, database: shop, table: migrations, app: app, name: name }
            services:
              db: { writes: [database] }
              cache: { writes: [sessions] }
              queue: { writes: [queues] }
              server: { writes: [database, media, sessions, queues] }
            stores:
              database: { kind: postgresql, service: db, volume: db }
              media: { kind: volume, service: server, volume: media }
              queues: { kind: opaque, service: queue, volume: queues, since: 2.0.0 }
              sessions: { kind: redis, service: cache, disposable: true }
            releases:
              1.0.0: { postgresql: 13, services: [db, cache, server], migrations: { shop: "0001" } }
              1.1.0:
              1.2.0: { migrations: { shop: "0002" } }
              2.0.0: { postgresql: 15, services: { add: [queue] }, settings: { add: [QUEUE] } }
              2.1.0: { touches: { media: [shop/0004] }, migrations: { shop: "0004" }, post-upgrade: [{ service: server, command: [shop, tidy] }] }
              2.2.0:
              3.0.0: { postgresql: 17, migrations: { shop: "0005" } }
            """)
        .With(Plan, Text);

    public static Application Application => Set(Standard).Applications.Single();

    public static PlanSet Set(Shop shop) => PlanSet.Read(shop.Files);

    /// <summary>The plan of a pair.</summary>
    public static Plan Of(Shop shop, string from, string to)
    {
        var set = Set(shop);
        set.Findings.Should().BeEmpty();
        var application = set.Applications.Single();
        var read = PlanExpansion.Of(application, set.Plans.Single(plan => plan.Range is not null), application.FindRelease(from)!, application.FindRelease(to)!);
        read.Findings.Should().BeEmpty();
        return read.Value!;
    }
}
