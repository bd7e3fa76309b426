namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Copies that are none when they are needed.</summary>
public sealed class CopyTests
{
    private const string Steps = """
        check-space: {}
        stop-services: { all-but: [cvat_db] }
        dump-database: { store: database, as: dump }
        restore-database: { copy: dump, into: trial }
        verify-copy: { copy: dump, by: trial }
        discard-trial: { trial: trial }
        back-up-volumes: { stores: [media, keys], as: volumes }
        verify-copy: { copy: volumes, by: read-back }
        start-services: {}
        """;

    private static Hop Backup => Hop.Of("procedure: backup", Steps);

    [Fact]
    public void A_backup_of_stopped_services_raises_nothing() => Backup.Raises();

    [Fact]
    public void A_dump_does_not_pass_through_a_terminal() => Backup.Changed("as: dump }", "as: dump, terminal: true }").Raises("HOP019");

    [Fact]
    public void A_terminal_that_is_declined_harms_nothing() => Backup.Changed("as: dump }", "as: dump, terminal: false }").Raises();

    [Fact]
    public void Files_are_not_copied_while_a_service_writes_them() => Backup.Moved("stop-services", "discard-trial").Moved("back-up-volumes", "stop-services").Raises("HOP022", "HOP022");

    [Fact]
    public void Files_of_a_disposable_store_may_be_copied_while_a_service_writes_them() =>
        Backup.With("stop-services", "back-up-volumes: { stores: [logs], as: logs }").Raises();

    [Fact]
    public void The_server_of_a_database_does_not_write_the_files_of_others() => Backup.Changed("all-but: [cvat_db]", "all-but: [cvat_db, cvat_ui, traefik]").Raises();

    [Fact]
    public void Database_and_files_are_of_one_moment() => Backup
        .With("back-up-volumes", "start-services: {}")
        .With("back-up-volumes", "stop-services: { all-but: [cvat_db] }")
        .Raises("HOP023");

    [Fact]
    public void A_dump_taken_before_the_stop_is_no_set_with_files_copied_after_it() => Backup.Moved("stop-services", "back-up-volumes").Raises("HOP023");

    [Theory]
    [InlineData("back-up-volumes", "database")]
    [InlineData("back-up-volumes", "logs")]
    [InlineData("start-services", "media")]
    [InlineData("dump-database", "database, media")]
    public void What_a_command_writes_to_one_of_the_stores_leaves_the_set_of_the_moment_before(string before, string writes) =>
        Backup.With(before, Command(writes)).Raises();

    [Fact]
    public void What_a_command_writes_to_both_stores_between_their_copies_makes_them_no_set() => Backup.With("back-up-volumes", Command("database, media")).Raises("HOP023");

    [Fact]
    public void A_set_is_torn_by_the_first_of_the_writes_between_its_copies_and_not_only_by_the_last() =>
        Backup.With("back-up-volumes", Command("database")).With("back-up-volumes", Command("media")).With("back-up-volumes", Command("database")).Raises("HOP023");

    [Fact]
    public void A_second_dump_makes_the_set_good() => Backup
        .With("stop-services", "dump-database: { store: database, as: early }")
        .Raises();

    [Fact]
    public void What_is_already_gone_cannot_be_copied() => Hop.Shipped.With("promote-volume", "dump-database: { store: database, as: again }").Raises("HOP017");

    [Fact]
    public void A_copy_of_nothing_covers_nothing() => Hop.Shipped
        .With("promote-volume", "dump-database: { store: database, as: again }")
        .With("promote-volume", "verify-copy: { copy: again, by: trial }")
        .Raises("HOP017", "HOP007");

    [Fact]
    public void A_copy_does_not_lie_in_the_volume_that_goes() => Hop.Shipped
        .Changed("store: database, as: dump", "store: database, as: dump, in: database")
        .Raises("HOP018");

    [Fact]
    public void A_copy_may_lie_in_a_volume_that_stays() => Hop.Shipped.Changed("store: database, as: dump", "store: database, as: dump, in: logs").Raises();

    [Fact]
    public void A_clean_up_takes_the_copies_with_it() => Hop.Of(
        "procedure: tidy",
        """
        check-space: {}
        stop-services: { all-but: [cvat_db] }
        dump-database: { store: database, as: dump, in: logs }
        compose-down: {}
        remove-volume: { store: logs }
        start-services: {}
        """).Raises("HOP018");

    private static string Command(string writes) => $"run-command: {{ service: cvat_db, command: [x], does: {{ writes: [{writes}] }} }}";
}
