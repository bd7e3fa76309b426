namespace Hopguard.Accuracy.Tests.Oracle;

public sealed class VerdictTests
{
    private const string Stop = "stop-services";
    private const string Down = "compose-down";
    private const string Retire = "retire-volume";
    private const string Promote = "promote-volume";
    private const string Dump = "dump-database";
    private const string VerifyDump = "verify-copy: { copy: dump";
    private const string VerifyArchive = "verify-copy: { copy: archive-copy";
    private const string StartAll = "start-services: {}";

    [Fact]
    public void A_good_hop_is_safe() => Bent.Documents.IsSafe();

    [Fact]
    public void A_store_that_another_one_replaces_is_safe_when_its_data_is_brought_over() => Bent.Tracker.IsSafe();

    [Fact]
    public void What_replaces_it_and_gets_nothing_is_the_loss_of_all() => Bent.Tracker.Without(Promote).Without("verify-store").Loses("database", after: "accept");

    [Fact]
    public void A_kept_tree_is_of_the_version_that_was_in_place() => Bent.Documents
        .With("accept", "compose-down: {}").With("accept", "switch-source: { to: documents_117, keep-as: documents_200 }").With("accept", StartAll)
        .Judge().Kind.Should().NotBe(Accuracy.Oracle.VerdictKind.Safe);

    [Fact]
    public void A_good_backup_is_safe() => Bent.Backup.IsSafe();

    [Fact]
    public void A_dump_that_nobody_proved_may_be_cut_short_when_the_host_is_cleared_of_the_retired_volume() =>
        Bent.Documents.Without(VerifyDump).Loses("database", after: "retire-volume");

    [Fact]
    public void An_archive_that_nobody_proved_may_be_cut_short_when_the_new_version_has_changed_the_files() =>
        Bent.Documents.Without(VerifyArchive).Judge().Should().Match<Accuracy.Oracle.Verdict>(verdict => verdict.Store == "archive");

    [Fact]
    public void A_dump_taken_before_the_stop_lacks_the_last_writes() => Bent.Documents.Moved(Dump, Stop).Loses("database", after: "delete-retired");

    [Fact]
    public void A_volume_that_was_not_archived_is_changed_for_good() =>
        Bent.Documents.Without("back-up-volumes").Without(VerifyArchive).Judge().Should().Match<Accuracy.Oracle.Verdict>(verdict => verdict.Store == "archive");

    [Fact]
    public void What_was_promoted_and_never_compared_may_have_arrived_incomplete() => Bent.Documents.Without("verify-store").Loses("database", after: "delete-retired");

    [Fact]
    public void A_removed_volume_with_a_verified_dump_is_no_loss_but_leaves_no_way_back() =>
        Bent.Documents.Changed("retire-volume: { store: database, covered-by: dump }", "remove-volume: { store: database }").IsStuckAt("remove-volume");

    [Fact]
    public void A_removed_volume_with_an_unproved_dump_is_a_loss() => Bent.Documents
        .Without(VerifyDump)
        .Changed("retire-volume: { store: database, covered-by: dump }", "remove-volume: { store: database }")
        .Loses("database", after: "remove-volume");

    [Fact]
    public void A_service_that_writes_nothing_may_run_on() => Bent.Documents.Changed("all-but: [db, gotenberg]", "all-but: [db]").IsSafe();

    [Fact]
    public void A_writer_that_runs_on_writes_what_no_copy_has() => Bent.Documents.Changed("all-but: [db, gotenberg]", "all-but: [db, consumer]").Judge().Kind.Should().Be(Accuracy.Oracle.VerdictKind.Loses);

    [Fact]
    public void A_server_of_another_major_does_not_start() => Bent.Documents.Changed("postgresql: 16", "postgresql: 13").IsStuckAt("start-services");

    [Fact]
    public void An_application_started_on_an_empty_store_is_green_and_wrong() => Bent.Documents.Without(Promote).Without("verify-store").Loses("database", after: "delete-retired");

    [Fact]
    public void What_was_begun_in_a_retired_volume_does_not_stand_in_the_way_back() => Bent.Documents.With(Promote, "start-services: { only: [db] }").IsStuckAt("promote-volume");

    [Fact]
    public void A_backup_brought_back_is_safe_while_what_was_there_is_only_put_aside() => Bent.Restore.IsSafe();

    [Fact]
    public void What_was_there_is_lost_when_it_is_removed_before_the_backup_in_its_place_is_accepted() =>
        Bent.Restore.Changed("retire-volume: { store: database, covered-by: dump }", "remove-volume: { store: database }").Loses("database", after: "remove-volume");

    [Fact]
    public void A_plan_that_does_not_start_again_ends_with_the_application_down() => Bent.Backup.Without(StartAll).IsStuckAt("verify-copy-3");

    [Fact]
    public void A_dump_and_an_archive_between_which_the_application_ran_are_no_set() => Bent.Backup
        .With("back-up-volumes", StartAll)
        .With("back-up-volumes", Bent.Backup.Line(Stop))
        .IsStuckAt("start-services-2");

    [Fact]
    public void What_is_written_to_the_database_alone_leaves_dump_and_archive_a_set() =>
        Bent.Backup.With("back-up-volumes", "run-command: { service: orders_db, command: [x], does: { writes: [orders] } }").IsSafe();

    [Fact]
    public void A_guard_stops_what_would_move_under_a_running_server() => Bent.Documents.Without(Down).IsStuckAt("retire-volume");

    [Fact]
    public void Deleting_what_was_retired_before_acceptance_burns_the_way_back() => Bent.Documents.Moved("delete-retired", "accept").IsStuckAt("delete-retired");

    [Fact]
    public void A_copy_kept_in_the_volume_that_goes_goes_with_it() =>
        Bent.Documents.Changed("as: dump }", "as: dump, in: database }").Judge().Kind.Should().Be(Accuracy.Oracle.VerdictKind.Loses);

    [Theory]
    [InlineData(Down)]
    [InlineData(Stop)]
    [InlineData("accept")]
    public void A_command_that_declares_nothing_may_lose_any_store(string before) =>
        Bent.Documents.With(before, "run-command: { service: db, command: [x] }").Judge().Kind.Should().Be(Accuracy.Oracle.VerdictKind.Loses);

    [Fact]
    public void What_a_command_writes_behind_the_dump_is_in_no_copy() =>
        Bent.Documents.With(Down, "run-command: { service: db, command: [x], does: { writes: [database] } }").Judge().Should().Match<Accuracy.Oracle.Verdict>(verdict => verdict.Store == "database");

    [Theory]
    [InlineData(Down, "nothing")]
    [InlineData(Down, "{ reads: [database, archive] }")]
    [InlineData(Dump, "{ writes: [database] }")]
    public void A_command_that_declares_what_harms_nothing_is_safe(string before, string does) =>
        Bent.Documents.With(before, $"run-command: {{ service: db, command: [x], does: {does} }}").IsSafe();

    [Fact]
    public void A_command_whose_store_is_empty_stops_the_plan() =>
        Bent.Documents.With(Promote, "run-command: { service: db, command: [x], does: { reads: [database] } }").Judge().Kind.Should().Be(Accuracy.Oracle.VerdictKind.Stuck);

    [Theory]
    [InlineData("fetch-source")]
    [InlineData(Down)]
    [InlineData(Promote)]
    [InlineData("accept")]
    public void A_line_of_shell_that_declares_nothing_may_lose_any_store_and_every_copy(string before) =>
        Bent.Documents.With(before, "run-shell: { command: ./tidy.sh }").Judge().Kind.Should().Be(Accuracy.Oracle.VerdictKind.Loses);

    [Theory]
    [InlineData("docker compose ps")]
    [InlineData("./tidy.sh, does: nothing")]
    [InlineData("./tidy.sh, does: { reads: [database, archive] }")]
    public void A_line_of_shell_that_is_known_or_declares_what_harms_nothing_is_safe(string line) => Bent.Documents.With(Down, $"run-shell: {{ command: {line} }}").IsSafe();

    [Fact]
    public void A_line_of_shell_writes_without_a_server() =>
        Bent.Documents.With("switch-source", "run-shell: { command: ./tidy.sh, does: { writes: [database] } }").Judge().Should().Match<Accuracy.Oracle.Verdict>(verdict => verdict.Store == "database");

    [Fact]
    public void Restored_on_top_of_other_data_a_store_is_torn() => Bent.Documents
        .With(Retire, "restore-in-place: { copy: archive-copy, to: archive }")
        .Loses("archive", after: "delete-retired");

    [Fact]
    public void Restored_into_an_emptied_store_a_proved_copy_is_as_good_as_the_store_but_its_kill_is_not_taken_back() => Bent.Documents
        .With(Retire, "restore-in-place: { copy: archive-copy, to: archive, empty-first: true }")
        .Judge().Should().Match<Accuracy.Oracle.Verdict>(verdict => verdict.Kind != Accuracy.Oracle.VerdictKind.Safe);
}
