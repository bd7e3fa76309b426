using Hopguard.DevTasks.Test;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class TestJobTests
{
    private static readonly TestProject Whole = new("Ape.Tests", "Ape.csproj", NeedsLab: false) { Seconds = 55 };
    private static readonly TestProject Long = new("Shop.Tests", "Shop.csproj", NeedsLab: true) { Parts = [TestPart.Parse("Hops 50"), TestPart.Parse("Faults 60 cluster")], Seconds = 5 };

    [Fact]
    public void What_takes_longest_comes_first_and_what_is_in_no_part_runs_as_well() => TestJob.Of([Whole, Long]).Should().Equal(
        new TestJob(Long, "Shop.Tests.Faults", "FullyQualifiedName~Shop.Tests.Faults.") { Seconds = 60, NeedsCluster = true },
        new TestJob(Whole, "Ape.Tests", null) { Seconds = 55 },
        new TestJob(Long, "Shop.Tests.Hops", "FullyQualifiedName~Shop.Tests.Hops.") { Seconds = 50 },
        new TestJob(Long, "Shop.Tests", "FullyQualifiedName!~Shop.Tests.Hops.&FullyQualifiedName!~Shop.Tests.Faults.") { Seconds = 5 });
}
