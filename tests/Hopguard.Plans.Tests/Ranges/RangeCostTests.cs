using System.Diagnostics;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>As many releases as CVAT has, with about as much that changes among them: all pairs are judged while somebody waits for a build.</summary>
public sealed class RangeCostTests
{
    private const int Releases = 128;

    [Fact]
    public void All_pairs_of_128_releases_are_judged_within_ten_seconds()
    {
        var shop = Ranged.Standard
            .With(Shop.Application, Application())
            .Changed(Ranged.Plan, "from: 1.0.0..2.1.0", "from: 1.0.0..")
            .Changed(Ranged.Plan, "to: 1.1.0..3.0.0", "to: ..1.127.0")
            .Changed(Ranged.Plan, "crosses: 2.1.0", "crosses: 1.100.0");
        var set = Ranged.Set(shop);
        var (application, range) = (set.Applications.Single(), set.Plans.Single());

        PlanExpansion.PairsOf(application, range, set.Plans).Should().HaveCount(Releases * (Releases - 1) / 2);
        var clock = Stopwatch.StartNew();
        PlanAnalysis.Analyze(application, set.Plans, range).Select(finding => finding.ToString()).Should().BeEmpty();
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    private static string Application()
    {
        var head = Ranged.Standard.Files.Single(file => file.IsApplication).Text;
        var releases = Enumerable.Range(1, Releases - 1).Select(number => $"  1.{number}.0: {{ {string.Join(", ", Changes(number))} }}");
        return head[..head.IndexOf("  1.0.0:", StringComparison.Ordinal)].Replace("since: 2.0.0", "since: 1.40.0", StringComparison.Ordinal)
            + "  1.0.0: { postgresql: 13, services: [db, cache, server], migrations: { shop: \"0001\" } }\n" + string.Join('\n', releases) + "\n";
    }

    // Every fifth release has a migration that cannot be taken back, every tenth another service or setting; PostgreSQL changes three times.
    private static IEnumerable<string> Changes(int number)
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
        if (number == 100)
            yield return "post-upgrade: [{ service: server, command: [shop, tidy] }]";
    }
}
