using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP204: a hop leads to a version from which no hop leads on, although later hops exist.</summary>
public sealed class WayEndsBeforeTheNewest : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP204",
        new("A hop leads to a version from which no hop leads on, although later hops exist", "ホップの到達先から先へ進むホップがなく、それより新しいホップだけが存在する"),
        new(
            "The chain has a gap: whoever takes this hop cannot reach the newer versions.",
            "ホップの連鎖に途切れがあります。このホップを実行した環境は、より新しいバージョンへ進めません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans)
    {
        var hops = plans.Where(plan => plan is { From: not null, To: not null } && plan.From < plan.To).OrderBy(plan => plan.From).ToList();
        var ranged = plans.SelectMany(plan => PlanExpansion.PairsOf(application, plan, plans)).Select(pair => pair.From.Version);
        var starts = new HashSet<ReleaseVersion>(hops.Select(hop => hop.From!).Concat(ranged));
        foreach (var hop in hops.Where(hop => !starts.Contains(hop.To!)).OrderByDescending(hop => hop.To))
        {
            if (Next(hops, hop.To!) is not { } next)
                continue;

            yield return At(
                hop.ToPlace,
                new(
                    $"No hop leads on from '{hop.To}', where this one ends, although one starts from '{next.From}'; add a plan from '{hop.To}'",
                    $"このホップの到達先 '{hop.To}' から先へ進むホップがありません ('{next.From}' から始まるホップはあります)。'{hop.To}' から始まるプランを追加してください"),
                new RelatedPlace(next.FromPlace, new("the next hop starts here", "次のホップの始点")));
        }
    }

    // Hops are ordered by the version they start from, so the first one beyond is found by halving.
    private static Plan? Next(List<Plan> hops, ReleaseVersion version)
    {
        var (low, high) = (0, hops.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = hops[middle].From! > version ? (low, middle) : (middle + 1, high);
        }

        return low < hops.Count ? hops[low] : null;
    }
}
