using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>
/// What the analysis calls good is also carried out: every good plan runs to its planned end, is killed at every prefix and taken up again, and rolled back from
/// there, and at every end each store's data is where it belongs.
/// </summary>
public sealed class GoodPlansRunTests
{
    public static TheoryData<string> Runnable() => [.. GoodPlans.Paths.Where(IsRunnable).Except(GoodPlans.Closely)];

    public static TheoryData<string> Literal() => [.. GoodPlans.Paths.Where(IsLiteral)];

    [Theory]
    [MemberData(nameof(Runnable))]
    public Task Plan_is_carried_out_from_every_prefix_forward_and_back(string path) => PlanDrill.SurviveAsync(path, closely: false);

    /// <summary>A vendor's procedure that is written down in shell or as removal is judged, and nothing can run it.</summary>
    [Theory]
    [MemberData(nameof(Literal))]
    public async Task Vendor_procedure_is_refused_and_everything_stays_where_it_is(string path)
    {
        var (application, plan) = GoodPlans.Read(path);
        using var bed = new ModelBed(application, plan);

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().Contain("on no kind of deployment");

        PlanDrill.AssertIs(bed, bed.From);
    }

    /// <summary>A release whose server has another name than the application's file says cannot be asked for its version: no run begins.</summary>
    [Fact]
    public async Task Version_that_cannot_be_read_is_refused_and_everything_stays_where_it_is()
    {
        var (application, plan) = GoodPlans.Read("tests/corpus/cvat/good/2.1.0-2.2.0.yaml");
        using var bed = new ModelBed(application with { Version = application.ProbeOf(plan.To), Releases = [.. application.Releases.Select(release => release with { Probe = null })] }, plan);

        (await bed.Invoking(it => it.UpgradeAsync()).Should().ThrowAsync<HopguardException>()).Which.Message.Should().Be("No version answers");

        PlanDrill.AssertIs(bed, bed.From);
    }

    private static bool IsRunnable(string path) => !IsLiteral(path);

    private static bool IsLiteral(string path) => GoodPlans.Read(path).Plan.Steps.Any(step =>
        step is RemoveVolume or RunShell or Prune or RestoreInPlace or ReverseMigrations or SetVariable or TagImage or Wait);
}
