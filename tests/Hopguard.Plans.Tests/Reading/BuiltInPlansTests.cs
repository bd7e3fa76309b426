using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Reading;

public sealed class BuiltInPlansTests
{
    [Fact]
    public void The_shipped_files_are_read_without_a_finding() => Repository.BuiltInPlans().Findings.Should().BeEmpty();

    [Fact]
    public void Cvat_has_its_stores_services_and_releases()
    {
        var cvat = Repository.BuiltInPlans().FindApplication("cvat")!;

        cvat.Stores.Keys.Should().BeEquivalentTo("database", "media", "keys", "logs", "queues", "events", "cache");
        cvat.Services["cvat_server"].Writes.Should().Contain("media");
        cvat.Releases.GroupBy(release => release.PostgreSqlMajor).Select(group => (group.Key, group.First().Version.ToString())).Should().Equal((10, "1.5.0"), (15, "2.3.0"));
        cvat.Version.Request!.Port.Should().Be(8080);
    }

    [Fact]
    public void The_hop_to_2_3_0_has_its_steps_with_values_and_ids()
    {
        var plan = Repository.BuiltInPlans().FindPlan("cvat-2.3.0")!;

        plan.Steps.OfType<RestoreDatabase>().Single().PostgreSql.Should().Be(15);
        plan.Steps.OfType<BackUpVolumes>().Single().Stores.Select(store => store.Text).Should().Equal("media", "keys");
        plan.Steps.OfType<StartServices>().Select(step => step.Id).Should().Equal("start-services", "start-services-2");
        plan.Steps.OfType<CheckSpace>().Single().Backup.Should().Be(1.2);
    }

    [Fact]
    public void A_step_knows_where_its_kind_and_its_values_stand()
    {
        var step = Repository.BuiltInPlans().FindPlan("cvat-2.3.0")!.Steps.OfType<RestoreDatabase>().Single();

        (step.Place.Line, step.Place.Column, step.Place.Length).Should().Be((18, 5, "restore-database".Length));
        step.Into.Place.Column.Should().Be(43);
        step.PlaceOf("postgresql").Column.Should().Be(62);
    }
}
