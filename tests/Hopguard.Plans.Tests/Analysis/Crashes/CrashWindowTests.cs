namespace Hopguard.Plans.Tests.Analysis.Crashes;

/// <summary>Points of a plan from which there is no way back.</summary>
public sealed class CrashWindowTests
{
    private const string VerifyVolumes = "copy: volumes, by";

    [Fact]
    public void As_long_as_the_old_data_is_put_aside_a_bad_dump_closes_no_way_back() =>
        Hop.Shipped.Without("verify-copy: { copy: dump").Judge().Select(finding => finding.Rule.Id).Should().NotContain("HOP012");

    [Fact]
    public void The_new_version_does_not_start_on_files_whose_copy_was_never_verified() => Hop.Shipped.Without(VerifyVolumes).Raises("HOP012", "HOP012");

    [Fact]
    public void Verification_behind_the_start_comes_too_late() => Hop.Shipped.Moved(VerifyVolumes, "await-migrations").Raises("HOP012", "HOP012");

    [Fact]
    public void A_copy_behind_the_start_comes_too_late() => Hop.Shipped.Moved(VerifyVolumes, "await-migrations").Moved("back-up-volumes", "verify-copy: { copy: volumes")
        .Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP012");

    [Fact]
    public void The_start_of_the_database_server_alone_closes_no_way_back() => Hop.Shipped.Moved(VerifyVolumes, "verify-store").Raises();

    [Fact]
    public void What_was_put_aside_may_go_when_a_verified_copy_remains() => Hop.Shipped.Moved("delete-retired", "accept").Raises("HOP104");

    [Fact]
    public void What_lies_in_a_volume_that_stays_is_there_on_the_way_back() => Hop.Shipped
        .Changed("store: database, as: dump", "store: database, as: dump, in: logs")
        .Moved("delete-retired", "await-migrations")
        .Raises("HOP104");

    [Theory]
    [InlineData(VerifyVolumes)]
    [InlineData("back-up-volumes", "HOP012")]
    public void A_copy_in_a_volume_that_the_way_back_overwrites_is_there_only_while_its_turn_comes_first(string before, params string[] rules) => Hop.Shipped
        .Changed("stores: [media, keys]", "stores: [media]")
        .With(before, "back-up-volumes: { stores: [keys], as: keys-copy, in: media }")
        .With("compose-down", "verify-copy: { copy: keys-copy, by: read-back }")
        .Raises(rules);

    [Fact]
    public void Where_nobody_wrote_the_finding_says_where_the_copy_lies() => Hop.Shipped
        .Changed("stores: [media, keys]", "stores: [media]")
        .With("back-up-volumes", "back-up-volumes: { stores: [keys], as: keys-copy, in: media }")
        .With("compose-down", "verify-copy: { copy: keys-copy, by: read-back }")
        .Judge().Single().Message.English.Should().EndWith(
            "its copy 'keys-copy' lies in the volume of store 'media', which the way back overwrites first; keep it in the folder of the run by leaving out 'in'");

    [Fact]
    public void A_start_from_another_tree_puts_the_new_version_in_the_place_of_what_runs() => Hop.Shipped
        .Changed("postgresql: 15", "postgresql: 10")
        .With("stop-services", "switch-source: { to: v2.3.0, keep-as: too_early }")
        .With("stop-services", "start-services: {}")
        .Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP012");

    [Fact]
    public void The_version_before_does_not_go_on_writing_into_what_the_way_back_moves_out() => Hop.Shipped.Moved("switch-source", "await-migrations")
        .Changed("postgresql: 15", "postgresql: 10")
        .Judge().Where(finding => finding.Rule.Id == "HOP012").Select(finding => finding.Related[0].Message.English).Should().Contain("copy 'dump' is taken here");

    [Fact]
    public void The_finding_names_step_loss_and_the_trace_to_it()
    {
        var finding = Hop.Shipped.With("compose-down", "start-services: { only: [cvat_worker_low] }").Judge().Last();

        finding.Message.English.Should().Be(
            "Nothing holds what store 'media' held in the version before once step 'start-services-3' has begun: "
            + "'cvat_worker_low' could write after its copy 'volumes' was taken; stop it and take the copy again before this step");
        finding.Message.Japanese.Should().Contain("'media'").And.Contain("'start-services-3'");
        finding.Related.Select(place => place.Message.English).Should().Equal(
            "copy 'volumes' is taken here", "'cvat_worker_low', the last to write, is started here", "a kill or a failure from here on loses it");
        finding.Related.Select(place => place.Place.Line).Should().BeInAscendingOrder();
    }
}
