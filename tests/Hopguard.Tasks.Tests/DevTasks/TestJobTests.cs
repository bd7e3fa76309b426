using Hopguard.DevTasks.Test;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class TestJobTests
{
    private static readonly TestProject Whole = new("Ape.Tests", "Ape.csproj", NeedsLab: false);
    private static readonly TestProject Long = new("Shop.Tests", "Shop.csproj", NeedsLab: true) { Parts = ["Hops", "Faults"] };

    [Fact]
    public void A_divided_project_comes_first_and_what_is_in_no_part_runs_as_well() => TestJob.Of([Whole, Long]).Should().Equal(
        new TestJob(Long, "Shop.Tests.Hops", "FullyQualifiedName~Shop.Tests.Hops."),
        new TestJob(Long, "Shop.Tests.Faults", "FullyQualifiedName~Shop.Tests.Faults."),
        new TestJob(Long, "Shop.Tests", "FullyQualifiedName!~Shop.Tests.Hops.&FullyQualifiedName!~Shop.Tests.Faults."),
        new TestJob(Whole, "Ape.Tests", null));
}
