namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Restores into the store itself, as vendors' procedures have them.</summary>
public sealed class RestoreTests
{
    private const string Restore = "restore-in-place";

    private const string Steps = """
        check-space: {}
        stop-services: { all-but: [cvat_db] }
        dump-database: { store: database, as: dump }
        restore-database: { copy: dump, into: trial }
        verify-copy: { copy: dump, by: trial }
        discard-trial: { trial: trial }
        back-up-volumes: { stores: [media], as: files }
        verify-copy: { copy: files, by: read-back }
        compose-down: {}
        retire-volume: { store: database, covered-by: dump }
        start-services: { only: [cvat_db] }
        restore-in-place: { copy: dump, to: database, empty-first: true }
        verify-store: { store: database, against: dump }
        start-services: {}
        """;

    private static Hop Procedure => Hop.Of("procedure: rebuild", Steps);

    [Fact]
    public void A_server_may_start_alone_on_the_empty_store_that_is_restored_next() => Procedure.Raises();

    [Fact]
    public void A_server_must_not_start_on_the_empty_store_when_no_restore_follows() => Procedure.Without(Restore).Raises("HOP006", "HOP006");

    [Fact]
    public void No_client_may_start_between_the_server_and_the_restore() =>
        Procedure.With(Restore, "start-services: { only: [cvat_utils] }").Raises("HOP006");

    [Fact]
    public void What_a_client_created_meanwhile_is_in_the_way() =>
        Procedure.With(Restore, "start-services: { only: [cvat_utils] }").Changed(", empty-first: true", "").Raises("HOP006", "HOP013");

    [Fact]
    public void A_restore_over_what_the_store_holds_mixes_both() => Procedure.Without("retire-volume").Changed(", empty-first: true", "").Raises("HOP013");

    [Fact]
    public void A_restore_that_empties_the_store_first_mixes_nothing() => Procedure.Without("retire-volume").Raises();

    [Fact]
    public void A_restore_that_adds_doubles_rows_when_it_is_begun_again() => Procedure.Changed(", empty-first: true", "").Raises("HOP014");

    [Fact]
    public void A_restore_past_errors_is_reported_once() => Procedure.Changed("empty-first: true", "stop-on-error: false").Raises("HOP015");

    [Fact]
    public void A_restore_into_the_live_application_tears_it_apart() =>
        Procedure.With("compose-down", "start-services: { only: [cvat_ui] }").Without("retire-volume").Changed("compose-down: {}", "start-services: { only: [cvat_utils] }").Judge()
            .Select(finding => finding.Rule.Id).Should().Contain("HOP010");

    [Fact]
    public void The_copy_of_another_store_restores_nothing() => Procedure.Changed("restore-in-place: { copy: dump", "restore-in-place: { copy: files").Raises("HOP006", "HOP004", "HOP006");

    [Fact]
    public void An_older_copy_is_not_restored_where_a_newer_one_exists() => Procedure
        .With("stop-services", "dump-database: { store: database, as: early }")
        .Changed("restore-in-place: { copy: dump", "restore-in-place: { copy: early")
        .Raises("HOP008");

    [Fact]
    public void A_restored_store_is_compared_before_clients_start() => Procedure.Without("verify-store").Raises("HOP006");

    [Theory]
    [InlineData(9, "HOP016")]
    [InlineData(10)]
    [InlineData(15)]
    public void A_dump_is_not_restored_into_an_older_major(int major, params string[] rules) => Hop.Shipped
        .With("back-up-volumes", $"restore-database: {{ copy: dump, into: second, postgresql: {major} }}")
        .With("back-up-volumes", "discard-trial: { trial: second }")
        .Raises(rules);

    [Fact]
    public void Places_and_reasons_are_named()
    {
        var finding = Procedure.Changed("empty-first: true", "stop-on-error: false").Judge().Single();

        finding.Place.Column.Should().Be(66);
        finding.Related.Single().Message.English.Should().Be("copy 'dump' is taken here");
        finding.Related.Single().Place.Line.Should().Be(7);
    }
}
