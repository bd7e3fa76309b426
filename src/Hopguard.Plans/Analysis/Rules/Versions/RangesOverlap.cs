using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP233: two plans for ranges of versions serve the same pair.</summary>
public sealed class RangesOverlap : ApplicationRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP233",
        new("Two plans for ranges of versions serve the same pair", "バージョンの範囲を持つ 2 つのプランが、同じ組を扱っている"),
        new(
            "Nobody could say which of the two an upgrade between these versions runs; only a plan of one pair wins over a range.",
            "そのバージョン間のアップグレードがどちらを実行するのか決まりません。範囲より優先されるのは、1 つの組だけのプランです。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Application application, ImmutableArray<Plan> plans)
    {
        var served = new Dictionary<(ReleaseVersion, ReleaseVersion), Plan>();
        foreach (var plan in plans.Where(plan => plan is { Range: not null, IsOfBase: false }))
        {
            var isTold = false;
            foreach (var (from, to) in PlanExpansion.PairsOf(application, plan, plans))
            {
                var pair = (from.Version, to.Version);
                if (!served.TryGetValue(pair, out var other))
                    served.Add(pair, plan);
                else if (!isTold && (isTold = true))
                    yield return At(
                        plan.ToPlace,
                        new(
                            $"Plan '{plan.Id}' serves the hop from '{from.Version}' to '{to.Version}' as well as plan '{other.Id}' does; narrow one of the two, or give the hop a plan of its own",
                            $"'{from.Version}' から '{to.Version}' へのホップは、プラン '{plan.Id}' と '{other.Id}' の両方に含まれます。一方の範囲を狭めるか、このホップ専用のプランを用意してください"),
                        new RelatedPlace(other.ToPlace, new("the other plan leads there too", "もう一方のプラン")));
            }
        }
    }
}
