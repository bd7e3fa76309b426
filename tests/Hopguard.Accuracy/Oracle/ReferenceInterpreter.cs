using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Oracle;

/// <summary>
/// Judges a plan by doing it, slowly, in every world there is: see README.md beside this file. It shares the plan's records with the product and none of its
/// analysis.
/// </summary>
public static class ReferenceInterpreter
{
    /// <summary>Judges a plan whose names are all resolved.</summary>
    public static Verdict Judge(Application application, Plan plan)
    {
        var site = new Site(application, plan);
        if (Worlds(site).Select(walk => walk.Loss).FirstOrDefault(loss => loss is not null) is { } found)
            return found;

        var undisturbed = new Walk(site, Adversary.None);
        undisturbed.Go();
        return undisturbed.Standstill ?? Verdict.Safe;
    }

    /// <summary>Every store that loses data in any world, where <see cref="Judge"/> stops at the first.</summary>
    public static ImmutableSortedSet<string> LostStores(Application application, Plan plan) => [.. Worlds(new Site(application, plan)).SelectMany(walk => walk.Lost)];

    private static IEnumerable<Walk> Worlds(Site site) => new[] { false, true }.SelectMany(cleans => Cut(site, cleans).Concat(Harmed(site, cleans)));

    private static IEnumerable<Walk> Harmed(Site site, bool cleans)
    {
        foreach (var harm in site.Harms())
        {
            var walk = new Walk(site, new Adversary([], cleans, Guards: false) { Harm = harm });
            walk.Go();
            yield return walk;
        }
    }

    // What is noticed is no danger any more, so it is left out the next time, until only that is cut short which nobody ever notices.
    private static IEnumerable<Walk> Cut(Site site, bool cleans)
    {
        var cut = site.Transfers();
        while (true)
        {
            var walk = new Walk(site, new Adversary(cut, cleans, Guards: false));
            walk.Go();
            yield return walk;
            if (cut.IsEmpty)
                yield break;

            var left = cut.Except(walk.Noticed);
            cut = left.Count == cut.Count ? ImmutableHashSet<string>.Empty : left;
        }
    }
}
