using Hopguard.Plans.Analysis;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>As many releases as CVAT has, with about as much that changes among them. What it costs is counted in memory, alone in the process, since clocks of busy machines say nothing.</summary>
[CollectionDefinition(nameof(RangeCostTests), DisableParallelization = true)]
[Collection(nameof(RangeCostTests))]
public sealed class RangeCostTests
{
    private const int Releases = 128;

    [Fact]
    public void Four_times_the_pairs_cost_at_most_six_times_the_memory()
    {
        Allocated(Releases / 2);

        var (some, more) = (Allocated(Releases / 2), Allocated(Releases));

        // Each pair passes over the releases between its ends once; a comparison of each pair with each would make it sixteen times.
        ((double)more / some).Should().BeInRange(2, 6);
    }

    private static long Allocated(int releases)
    {
        var shop = Ranged.Standard
            .With(Shop.Application, Application(releases))
            .Changed(Ranged.Plan, "from: 1.0.0..2.1.0", "from: 1.0.0..")
            .Changed(Ranged.Plan, "to: 1.1.0..3.0.0", $"to: ..1.{releases - 1}.0")
            .Changed(Ranged.Plan, "crosses: 2.1.0", $"crosses: 1.{Crossed(releases)}.0");
        var set = Ranged.Set(shop);
        var (application, range) = (set.Applications.Single(), set.Plans.Single());
        PlanExpansion.PairsOf(application, range, set.Plans).Should().HaveCount(releases * (releases - 1) / 2);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        PlanAnalysis.Analyze(application, set.Plans, range).Select(finding => finding.ToString()).Should().BeEmpty();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static int Crossed(int releases) => releases * 25 / 32;

    private static string Application(int count)
    {
        var head = Ranged.Standard.Files.Single(file => file.IsApplication).Text;
        var releases = Enumerable.Range(1, count - 1).Select(number => $"  1.{number}.0: {{ {string.Join(", ", Changes(number, Crossed(count)))} }}");
        return head[..head.IndexOf("  1.0.0:", StringComparison.Ordinal)].Replace("since: 2.0.0", "since: 1.40.0", StringComparison.Ordinal)
            + "  1.0.0: { postgresql: 13, services: [db, cache, server], migrations: { shop: \"0001\" } }\n" + string.Join('\n', releases) + "\n";
    }

    // Every fifth release has a migration that cannot be taken back, every tenth another service or setting; PostgreSQL changes three times.
    private static IEnumerable<string> Changes(int number, int crossed)
    {
        yield return $"migrations: {{ shop: \"{number:0000}\" }}";
        if (number % 40 == 0)
            yield return $"postgresql: {13 + (number / 40)}";
        if (number == 40)
            yield return "services: { add: [queue] }";
        if (number % 5 == 0)
            yield return $"one-way: [shop/{number:0000}]";
        if (number % 10 == 0)
            yield return $"settings: {{ add: [S{number}] }}";
        if (number % 16 == 0)
            yield return $"touches: {{ media: [shop/{number:0000}] }}";
        if (number == crossed)
            yield return "post-upgrade: [{ service: server, command: [shop, tidy] }]";
    }
}
