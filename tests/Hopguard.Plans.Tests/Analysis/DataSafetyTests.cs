namespace Hopguard.Plans.Tests.Analysis;

public sealed class DataSafetyTests
{
    private const string Dump = "dump-database";
    private const string Verify = "verify-copy: { copy: dump";
    private const string Retire = "retire-volume";
    private const string Promote = "promote-volume";
    private const string Stop = "stop-services";
    private const string Down = "compose-down";

    [Fact]
    public void The_shipped_hop_raises_nothing() => Hop.Shipped.Raises();

    [Fact]
    public void Without_verification_neither_may_the_store_go_nor_the_trial_come() => Hop.Shipped.Without(Verify).Raises("HOP002", "HOP005");

    [Fact]
    public void Verification_after_the_retirement_comes_too_late() => Hop.Shipped.Moved(Verify, Promote).Raises("HOP002");

    [Fact]
    public void A_dump_taken_before_the_writers_stop_is_stale() =>
        Hop.Shipped.Moved(Stop, "back-up-volumes").Raises("HOP003");

    [Fact]
    public void A_writer_started_between_dump_and_retirement_makes_the_dump_stale() =>
        Hop.Shipped.With(Down, "start-services: { only: [cvat_worker_low] }").Raises("HOP003", "HOP012", "HOP012");

    [Fact]
    public void A_service_that_writes_nothing_makes_no_dump_stale() => Hop.Shipped.With(Down, "start-services: { only: [traefik] }").Raises();

    [Fact]
    public void The_database_server_alone_makes_no_dump_stale() => Hop.Shipped.Changed("all-but: [cvat_db]", "all-but: [cvat_db, cvat_ui]").Raises();

    [Fact]
    public void A_writer_left_running_makes_every_copy_stale() => Hop.Shipped.Changed("all-but: [cvat_db]", "all-but: [cvat_db, cvat_utils]").Raises("HOP022", "HOP022", "HOP003");

    [Fact]
    public void Cover_by_the_copy_of_the_volumes_is_no_cover() => Hop.Shipped.Changed("covered-by: dump", "covered-by: volumes").Raises("HOP004");

    [Fact]
    public void Removing_instead_of_retiring_burns_the_way_back() =>
        Hop.Shipped.Changed("retire-volume: { store: database, covered-by: dump }", "remove-volume: { store: database }").Raises("HOP104");

    [Fact]
    public void The_application_must_not_start_before_the_promoted_store_is_compared() => Hop.Shipped.Without("verify-store").Raises("HOP006");

    [Fact]
    public void A_copy_of_the_promoted_store_itself_is_nothing_to_compare_it_with() =>
        Hop.Shipped.With("verify-store", "dump-database: { store: database, as: again }").Changed("verify-store: { store: database, against: dump }", "verify-store: { store: database, against: again }")
            .Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP006");

    [Fact]
    public void Nothing_may_start_on_a_retired_store() => Hop.Shipped.Without(Promote).Raises("HOP006", "HOP006");

    [Fact]
    public void A_trial_of_an_older_dump_must_not_become_the_store() => Hop.Shipped
        .With(Stop, "dump-database: { store: database, as: early }")
        .With(Stop, "restore-database: { copy: early, into: old }")
        .With(Stop, "verify-copy: { copy: early, by: old }")
        .With(Down, "discard-trial: { trial: trial }")
        .Changed("trial: trial, to", "trial: old, to")
        .Raises("HOP008");

    [Fact]
    public void A_trial_is_not_promoted_over_data() => Hop.Shipped.Without(Retire).Raises("HOP009");

    [Fact]
    public void A_trial_is_not_promoted_into_another_store() => Hop.Shipped.Changed("to: database }", "to: media }").Raises("HOP009", "HOP006", "HOP006");

    [Fact]
    public void A_discarded_trial_cannot_be_promoted() => Hop.Shipped.With(Retire, "discard-trial: { trial: trial }").Raises("HOP009", "HOP006", "HOP006");

    [Fact]
    public void A_service_that_a_stop_left_running_is_said_to_be_left_by_it() =>
        Hop.Shipped.Without(Down).Judge().First(finding => finding.Rule.Id == "HOP010").Related.Single().Message.English.Should().Be("step 'stop-services' leaves 'cvat_db' running");

    [Fact]
    public void Files_do_not_move_under_a_running_server() => Hop.Shipped.Without(Down).Raises("HOP105", "HOP010", "HOP010");

    [Fact]
    public void A_trial_proves_only_its_own_copy() => Hop.Shipped
        .With(Verify, "dump-database: { store: database, as: second }")
        .Changed("verify-copy: { copy: dump", "verify-copy: { copy: second")
        .Changed("covered-by: dump", "covered-by: second")
        .Raises("HOP007");

    [Fact]
    public void A_finding_names_the_copy_the_writer_and_the_place_of_the_copy()
    {
        var finding = Hop.Shipped.Moved(Stop, "back-up-volumes").Judge().Single();

        finding.Message.English.Should().Be("Store 'database' is retired while its copy 'dump' is stale: it was taken while 'cvat_server' could write; take it after 'stop-services'");
        finding.Message.Japanese.Should().Be("ストア 'database' が退避されますが、コピー 'dump' は 'cvat_server' が書き込める間に取られたため古くなっています。'stop-services' の後に取ってください");
        finding.Related.Single().Message.English.Should().Be("copy 'dump' is taken here");
    }
}
