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
    public void A_plan_that_does_not_start_again_ends_with_the_application_down() => Bent.Backup.Without(StartAll).IsStuckAt("verify-copy-3");

    [Fact]
    public void A_guard_stops_what_would_move_under_a_running_server() => Bent.Documents.Without(Down).IsStuckAt("retire-volume");

    [Fact]
    public void Deleting_what_was_retired_before_acceptance_burns_the_way_back() => Bent.Documents.Moved("delete-retired", "accept").IsStuckAt("delete-retired");

    [Fact]
    public void A_copy_kept_in_the_volume_that_goes_goes_with_it() =>
        Bent.Documents.Changed("as: dump }", "as: dump, in: database }").Judge().Kind.Should().Be(Accuracy.Oracle.VerdictKind.Loses);

    [Fact]
    public void Restored_on_top_of_other_data_a_store_is_torn() => Bent.Documents
        .With(Retire, "restore-in-place: { copy: archive-copy, to: archive }")
        .Loses("archive", after: "delete-retired");

    [Fact]
    public void Restored_into_an_emptied_store_a_proved_copy_is_as_good_as_the_store_but_its_kill_is_not_taken_back() => Bent.Documents
        .With(Retire, "restore-in-place: { copy: archive-copy, to: archive, empty-first: true }")
        .Judge().Should().Match<Accuracy.Oracle.Verdict>(verdict => verdict.Kind != Accuracy.Oracle.VerdictKind.Safe);
}
