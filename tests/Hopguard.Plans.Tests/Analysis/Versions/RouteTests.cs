namespace Hopguard.Plans.Tests.Analysis.Versions;

public sealed class RouteTests
{
    private const string Releases = "  2.0.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0002\" }, compose: [compose/2.0.0/compose.yaml] }";

    private const string Command = "  - await-migrations: { service: server }\n";

    private static readonly Shop Wanting = Shop.Standard.Changed(
        Shop.Application, "\"0002\" }, compose", "\"0002\" }, post-upgrade: [{ service: server, command: [manage, clean] }], compose");

    [Fact]
    public void The_standard_hops_raise_nothing()
    {
        Shop.Standard.RaisesNothing();
        Shop.OnItsFiles.RaisesNothing();
    }

    [Fact]
    public void A_way_that_ends_before_later_hops_is_a_gap() =>
        Later("2.5.0", "3.0.0").Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP204:2.0.0|}").RaisesWhatIsMarked();

    [Fact]
    public void A_chain_without_a_gap_is_none() => Later("2.0.0", "3.0.0").RaisesNothing();

    [Fact]
    public void A_second_way_in_is_no_gap() => Later("2.0.0", "3.0.0").With("other.yaml", PlanOf("1.5.0", "2.5.0")).With("last.yaml", PlanOf("2.5.0", "2.6.0")).RaisesNothing();

    [Fact]
    public void No_hop_passes_over_a_mandatory_stop() => Shop.Standard
        .Changed(Shop.Application, Releases, "  1.5.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0001\" }, mandatory-stop: true }\n" + Releases)
        .Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP205:2.0.0|}").RaisesWhatIsMarked();

    [Theory]
    [InlineData("  1.5.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0001\" } }\n")]
    [InlineData("  2.5.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0001\" }, mandatory-stop: true }\n")]
    public void Other_releases_may_be_passed_over(string release) => Shop.Standard.Changed(Shop.Application, Releases, release + Releases).RaisesNothing();

    [Fact]
    public void A_stop_may_be_where_a_hop_ends() => Shop.Standard.Changed(Shop.Application, "\"0002\" },", "\"0002\" }, mandatory-stop: true,").RaisesNothing();

    [Fact]
    public void A_command_that_a_release_wants_is_run() => Wanting.Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP206:2.0.0|}").RaisesWhatIsMarked();

    [Fact]
    public void A_command_of_the_release_before_is_not_wanted_again() => Shop.Standard
        .Changed(Shop.Application, "\"0001\" },", "\"0001\" }, post-upgrade: [{ service: server, command: [manage, clean] }],").RaisesNothing();

    [Fact]
    public void It_runs_behind_the_migrations() => Wanting
        .Changed(Shop.Plan, Command, Command + "  - run-command: { service: server, command: [manage, clean], does: nothing }\n").RaisesNothing();

    [Fact]
    public void It_does_not_run_before_them() => Wanting
        .Changed(Shop.Plan, Command, "  - {|HOP207:run-command|}: { service: server, command: [manage, clean], does: nothing }\n" + Command).RaisesWhatIsMarked();

    [Fact]
    public void It_runs_where_the_release_wants_it() => Wanting
        .Changed(Shop.Plan, Command, Command + "  - run-command: { service: {|HOP207:cache|}, command: [manage, clean], does: nothing }\n").RaisesWhatIsMarked();

    [Theory]
    [InlineData("start-services: { only: [db] }", "start-services: { only: [db, {|HOP208:worker|}] }")]
    [InlineData("stop-services: { all-but: [db] }", "stop-services: { all-but: [db, {|HOP208:worker|}] }")]
    [InlineData("- accept", "- run-command: { service: {|HOP208:worker|}, command: [x] }\n  - accept")]
    public void Services_that_a_step_names_are_in_the_release_that_is_deployed(string from, string to) =>
        Shop.Standard.Changed(Shop.Plan, from, to).Judge().Where(finding => finding.Rule.Id == "HOP208").Should().ContainSingle().Which.Place.Length.Should().Be("worker".Length);

    [Fact]
    public void A_renamed_service_is_named_by_its_new_name()
    {
        var renamed = Shop.Standard.Changed(Shop.Application, "services: [db, cache, server], migrations: { shop: \"0002\" }", "services: [db, cache, worker], renames: { server: worker }, migrations: { shop: \"0002\" }")
            .Changed(Shop.Application, "compose: [compose/2.0.0/compose.yaml]", "mandatory-stop: false").Without(Shop.New);

        renamed.Judge().Single(finding => finding.Rule.Id == "HOP208").Message.English.Should().Contain("'server' is called 'worker' in release 2.0.0");
        renamed.Changed(Shop.Plan, "await-migrations: { service: server }", "await-migrations: { service: worker }").Judge().Should().NotContain(finding => finding.Rule.Id == "HOP208");
    }

    [Fact]
    public void A_trial_is_made_on_the_major_of_the_target() => Shop.OnItsFiles.Changed(Shop.Plan, "postgresql: 15", "postgresql: {|HOP209:16|}").RaisesWhatIsMarked();

    [Fact]
    public void A_trial_on_the_major_that_runs_proves_the_dump_too() => Shop.OnItsFiles
        .Changed(Shop.Application, "1.0.0: { postgresql: 15", "1.0.0: { postgresql: 14").Changed(Shop.Plan, "postgresql: 15", "postgresql: 14")
        .Judge().Should().NotContain(finding => finding.Rule.Id == "HOP209");

    private static Shop Later(string from, string to) => Shop.Standard
        .Changed(Shop.Application, "releases:\n", "releases:\n" + string.Concat(new[] { "1.5.0", "2.5.0", "2.6.0", "3.0.0" }.Select(version =>
            $"  {version}: {{ postgresql: 15, services: [db, cache, server], migrations: {{ shop: \"0001\" }} }}\n")))
        .With("later.yaml", PlanOf(from, to));

    private static string PlanOf(string from, string to) =>
        Shop.Text(Shop.Plan).Replace("2.0.0", to, StringComparison.Ordinal).Replace("1.0.0", from, StringComparison.Ordinal);
}
