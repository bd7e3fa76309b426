namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Migrations on their way back, and what they do to files on their way up.</summary>
public sealed class MigrationTests
{
    private const string Application = """
        application: cvat
        title: CVAT
        compose: { files: [docker-compose.yml] }
        version: { service: server, port: 8080, path: /about, field: version }
        migrations: { store: database, database: cvat, table: django_migrations, app: app, name: name }
        services:
          db: { writes: [database] }
          server: { writes: [database, previews] }
        stores:
          database: { kind: postgresql, service: db, volume: db }
          previews: { kind: volume, service: server, volume: previews, disposable: true }
        releases:
          2.3.0: { postgresql: 15, services: [db, server], migrations: { engine: "0006" } }
          2.4.0:
            postgresql: 15
            services: [db, server]
            migrations: { engine: "0009" }
            one-way: [engine/0007]
            touches: { previews: [engine/0008] }
        """;

    private const string Reverse = """
        check-space: {}
        stop-services: { all-but: [db] }
        dump-database: { store: database, as: dump }
        restore-database: { copy: dump, into: trial }
        verify-copy: { copy: dump, by: trial }
        reverse-migrations: { store: database, component: engine, to: "0008_labels" }
        discard-trial: { trial: trial }
        start-services: {}
        """;

    private const string Upgrade = """
        fetch-source: { archive: "https://github.com/cvat-ai/cvat/archive/refs/tags/v2.4.0.zip", as: v2.4.0 }
        fetch-source: { archive: "https://github.com/cvat-ai/cvat/archive/refs/tags/v2.3.0.zip", as: v2.3.0 }
        check-target: {}
        check-space: {}
        pull-images: {}
        stop-services: { all-but: [db] }
        dump-database: { store: database, as: dump }
        restore-database: { copy: dump, into: trial }
        verify-copy: { copy: dump, by: trial }
        discard-trial: { trial: trial }
        back-up-volumes: { stores: [previews], as: files }
        verify-copy: { copy: files, by: read-back }
        compose-down: {}
        switch-source: { to: v2.4.0, keep-as: cvat_230 }
        start-services: {}
        await-migrations: { service: server }
        verify-version: { expect: 2.4.0 }
        accept: {}
        """;

    private static Hop TakeBack => Hop.Of("procedure: take-back", Reverse, Application);

    private static Hop Hop24 => Hop.Of("from: 2.3.0\nto: 2.4.0", Upgrade, Application);

    [Fact]
    public void Behind_a_verified_dump_migrations_may_be_taken_back() => TakeBack.Raises();

    [Fact]
    public void Migrations_are_not_taken_back_without_a_copy() =>
        TakeBack.Without("dump-database").Without("restore-database").Without("verify-copy").Without("discard-trial").Raises("HOP025");

    [Fact]
    public void Migrations_are_not_taken_back_behind_an_unverified_copy() => TakeBack.Without("verify-copy").Raises("HOP025");

    [Fact]
    public void Migrations_are_not_taken_back_behind_a_stale_copy() => TakeBack.Moved("stop-services", "reverse-migrations").Raises("HOP025");

    [Fact]
    public void Migrations_are_not_taken_back_over_one_that_has_no_way_back() => TakeBack.Changed("0008_labels", "0006").Raises("HOP026");

    [Fact]
    public void Migrations_of_another_component_are_another_matter() => TakeBack.Changed("component: engine", "component: engine_two").Changed("0008_labels", "0006").Raises();

    [Fact]
    public void The_hop_itself_raises_nothing() => Hop24.Raises();

    [Fact]
    public void Files_that_migrations_change_are_copied_even_when_they_are_disposable() => Hop24.Without("back-up-volumes").Without("copy: files").Raises("HOP028");

    [Fact]
    public void A_copy_of_such_files_is_verified() => Hop24.Without("copy: files").Raises("HOP028");

    [Fact]
    public void A_copy_of_such_files_lies_elsewhere() => Hop24.Changed("as: files }", "as: files, in: previews }").Raises("HOP028");

    [Fact]
    public void Old_code_does_not_start_on_what_new_code_migrated() => Hop24
        .With("accept", "compose-down: {}")
        .With("accept", "switch-source: { to: v2.3.0, keep-as: cvat_240 }")
        .With("accept", "start-services: {}")
        .Raises("HOP027");
}
