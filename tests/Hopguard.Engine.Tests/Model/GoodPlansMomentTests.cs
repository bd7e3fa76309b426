namespace Hopguard.Engine.Tests.Model;

/// <summary>The same as <see cref="GoodPlansRunTests"/> with a kill at every change of the world, not only between two steps.</summary>
public sealed class GoodPlansMomentTests
{
    public static TheoryData<string> Closely() => [.. GoodPlans.Closely];

    [Theory]
    [MemberData(nameof(Closely))]
    public Task Plan_is_carried_out_from_every_moment_forward_and_back(string path) => PlanDrill.SurviveAsync(path, closely: true);
}
