namespace Hopguard.Plans.Tests.Analysis;

public sealed class OrderTests
{
    private const string Start = "start-services: {}";
    private const string BareStart = "start-services: { only: [cvat_db], files: [docker-compose.yml] }";
    private const string StartDatabase = "start-services: { only: [cvat_db] }";

    [Fact]
    public void A_database_is_dumped_while_its_server_runs() => Hop.Shipped.Changed("all-but: [cvat_db]", "all-but: [cvat_ui]").Raises("HOP106");

    [Fact]
    public void A_server_started_alone_again_can_be_dumped() =>
        Hop.Shipped.Changed("{ all-but: [cvat_db] }", "{}").With("dump-database", StartDatabase).Raises();

    [Fact]
    public void A_finding_about_a_stopped_server_tells_where_it_was_stopped()
    {
        var finding = Hop.Shipped.Changed("{ all-but: [cvat_db] }", "{}").Judge().Single();

        finding.Message.English.Should().Contain("'database'").And.Contain("'cvat_db'");
        finding.Message.Japanese.Should().Contain("'database'").And.Contain("'cvat_db'");
        finding.Place.Length.Should().Be("database".Length);
        finding.Related.Single().Place.Line.Should().BeLessThan(finding.Place.Line);
    }

    [Fact]
    public void A_command_needs_its_service() => Hop.Shipped.With(Start, "run-command: { service: cvat_server, command: [python, manage.py, check] }").Raises("HOP107");

    [Fact]
    public void A_command_behind_the_start_has_its_service() =>
        Hop.Shipped.With("accept", "run-command: { service: cvat_server, command: [python, manage.py, check], does: nothing }").Raises();

    [Fact]
    public void A_store_is_compared_while_its_server_runs() => Hop.Shipped.Moved("verify-store", StartDatabase).Raises("HOP107");

    [Fact]
    public void A_hop_switches_the_source() => Hop.Shipped.Without("switch-source").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP108");

    [Fact]
    public void Images_are_pulled() => Hop.Shipped.Without("pull-images").Raises("HOP109");

    [Fact]
    public void The_target_is_checked() => Hop.Shipped.Without("check-target").Raises("HOP110");

    [Fact]
    public void Space_is_checked() => Hop.Shipped.Without("check-space").Raises("HOP111");

    [Fact]
    public void Images_pulled_behind_the_retirement_come_later_than_too_late() => Hop.Shipped.Moved("pull-images", "promote-volume").Raises("HOP112");

    [Fact]
    public void Images_pulled_behind_the_promotion_only_come_too_late() => Hop.Shipped.Moved("pull-images", StartDatabase).Raises("HOP101");

    [Theory]
    [InlineData("prune: { what: images }")]
    [InlineData("run-shell: { command: docker image prune -af }")]
    [InlineData("run-shell: { command: docker system prune -f, does: nothing }")]
    public void The_images_of_the_old_version_stay_until_acceptance(string prune) => Hop.Shipped.With("accept", prune).Raises("HOP113");

    [Fact]
    public void Dangling_layers_are_no_images_of_the_old_version() => Hop.Shipped.With("accept", "run-shell: { command: docker image prune -f }").Raises();

    [Fact]
    public void A_procedure_may_prune_images_on_another_day() => Procedure.Of("prune: { what: images }").Raises();

    [Fact]
    public void Migrations_are_awaited() => Hop.Shipped.Without("await-migrations").Raises("HOP114");

    [Fact]
    public void The_version_is_read_back() => Hop.Shipped.Without("verify-version").Raises("HOP115");

    [Fact]
    public void Without_any_check_one_finding_names_both() =>
        Hop.Shipped.Without("verify-version").Without("await-migrations").Without("accept").Without("delete-retired").Raises("HOP120", "HOP115");

    [Theory]
    [InlineData("verify-version", "compose-down")]
    [InlineData("verify-version", Start)]
    [InlineData("await-migrations", "compose-down")]
    [InlineData("await-migrations", Start)]
    public void The_new_version_is_checked_once_it_runs(string check, string before) => Hop.Shipped.Moved(check, before).Raises("HOP116");

    [Fact]
    public void What_is_never_started_has_one_finding() => Hop.Shipped.Without(Start).Raises("HOP102");

    [Theory]
    [InlineData("media", "HOP117")]
    [InlineData("logs", null)]
    public void A_backup_of_what_matters_is_verified(string store, string? rule) =>
        Procedure.Of("check-space", "stop-services", $"back-up-volumes: {{ stores: [{store}], as: volumes }}", "start-services")
            .Raises(rule is null ? [] : [rule]);

    [Fact]
    public void A_trial_is_discarded_when_it_has_served() => Procedure
        .Of("check-space", "dump-database: { store: database, as: dump }", "restore-database: { copy: dump, into: trial }", "verify-copy: { copy: dump, by: trial }")
        .Raises("HOP118");

    [Fact]
    public void Data_put_aside_waits_for_acceptance() => Hop.Shipped.Without("accept").Without("delete-retired").Raises("HOP120");

    [Theory]
    [InlineData(BareStart, "wait: { seconds: 30 }", "HOP119")]
    [InlineData(BareStart, "run-shell: { command: pg_isready }", "HOP119")]
    [InlineData(BareStart, "run-command: { service: cvat_db, command: [pg_isready, -h, localhost], does: nothing }", null)]
    [InlineData(StartDatabase, "run-shell: { command: pg_isready }", null)]
    [InlineData(StartDatabase, "wait: { seconds: 30 }", "HOP302")]
    public void A_restore_waits_until_the_server_answers_over_TCP(string start, string between, string? rule) => Procedure
        .Of(
            "check-space",
            "stop-services: { all-but: [cvat_db] }",
            "dump-database: { store: database, as: dump }",
            "restore-database: { copy: dump, into: trial }",
            "verify-copy: { copy: dump, by: trial }",
            "discard-trial: { trial: trial }",
            "compose-down",
            start,
            between,
            "restore-in-place: { copy: dump, to: database, empty-first: true }",
            "verify-store: { store: database, against: dump }",
            "start-services")
        .Judge().Select(finding => finding.Rule.Id).Where(id => id is "HOP119" or "HOP302").Should().Equal(rule is null ? [] : [rule]);
}
