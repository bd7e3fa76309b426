using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis;

/// <summary>A pair of versions for which a plan is judged, in the name of all pairs that cannot be told from it.</summary>
/// <param name="From">The release that the hop starts from.</param>
/// <param name="To">The release that it leads to.</param>
/// <param name="Pairs">For how many pairs it stands.</param>
internal sealed record JudgedPair(Release From, Release To, int Pairs)
{
    /// <summary>What tells it from every other pair: a plan that keeps the version leads from one major to another.</summary>
    public (ReleaseVersion From, int FromMajor, ReleaseVersion To, int ToMajor) Key => (From.Version, From.PostgreSqlMajor, To.Version, To.PostgreSqlMajor);

    /// <summary>One of every sort of pairs that a plan serves, the shortest and oldest first.</summary>
    public static ImmutableArray<JudgedPair> Of(Application application, Plan range, IEnumerable<Plan> plans)
    {
        var key = new PairKey(application, range);
        var sorts = new Dictionary<string, int>(StringComparer.Ordinal);
        var judged = ImmutableArray.CreateBuilder<JudgedPair>();
        foreach (var (from, to) in PlanExpansion.PairsOf(application, range, plans))
        {
            var text = key.Of(from, to);
            if (sorts.TryGetValue(text, out var sort))
            {
                judged[sort] = judged[sort] with { Pairs = judged[sort].Pairs + 1 };
                continue;
            }

            sorts.Add(text, judged.Count);
            judged.Add(new JudgedPair(from, to, 1));
        }

        return judged.ToImmutable();
    }
}
