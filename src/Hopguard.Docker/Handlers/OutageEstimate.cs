using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// How long users will be without an answer, but for the migrations, of which nobody knows before: by the outages that <c>docs/performance.md</c> measured, of a database of 28 MB, 0.9 and 3.7 GB. Volumes are
/// archived before.
/// </summary>
internal static class OutageEstimate
{
    private const double Gigabyte = 1_000_000_000;
    private static readonly TimeSpan OfAnyHop = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OfGigabyte = TimeSpan.FromSeconds(32);
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(10);

    /// <summary>The outages of all hops together, in whole tens of seconds.</summary>
    /// <param name="hops">The hops, each of which stops the application once.</param>
    /// <param name="databases">Sizes of the stores that are databases, in bytes.</param>
    public static TimeSpan Of(IEnumerable<Plan> hops, IReadOnlyDictionary<string, long> databases)
    {
        var sum = hops.Aggregate(TimeSpan.Zero, (sum, hop) => sum + OfAnyHop + (OfGigabyte * (Dumped(hop).Sum(store => databases.GetValueOrDefault(store)) / Gigabyte)));
        return Precision * Math.Round(sum / Precision);
    }

    private static IEnumerable<string> Dumped(Plan hop) => hop.Steps.OfType<DumpDatabase>().Select(dump => dump.Store.Text).Distinct(StringComparer.Ordinal);
}
