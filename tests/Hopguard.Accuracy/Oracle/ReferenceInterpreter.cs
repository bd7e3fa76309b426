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
        return Worlds(site).Select(walk => walk.Loss).FirstOrDefault(loss => loss is not null) ?? WithoutLoss(site);
    }

    /// <summary>Judges a plan, and goes on behind the first loss, where <see cref="Judge"/> stops, to every store that loses data in any world.</summary>
    public static (Verdict Verdict, ImmutableSortedSet<string> Lost) JudgeAll(Application application, Plan plan)
    {
        var site = new Site(application, plan);
        var losing = Worlds(site).Where(walk => walk.Loss is not null).ToList();
        return (losing.Count == 0 ? WithoutLoss(site) : losing[0].Loss!, [.. losing.SelectMany(walk => walk.Lost)]);
    }

    private static Verdict WithoutLoss(Site site)
    {
        var undisturbed = new Walk(site, Adversary.None);
        undisturbed.Go();
        return undisturbed.Standstill ?? Verdict.Safe;
    }

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
