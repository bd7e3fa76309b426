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
        foreach (var cleans in new[] { false, true })
        {
            if (FindLoss(site, cleans) is { } loss)
                return loss;
        }

        var undisturbed = new Walk(site, Adversary.None);
        undisturbed.Go();
        return undisturbed.Standstill ?? Verdict.Safe;
    }

    // What is noticed is no danger any more, so it is left out the next time, until only that is cut short which nobody ever notices.
    private static Verdict? FindLoss(Site site, bool cleans)
    {
        var cut = site.Transfers();
        while (true)
        {
            var walk = new Walk(site, new Adversary(cut, cleans, Guards: false));
            walk.Go();
            if (walk.Loss is not null)
                return walk.Loss;
            if (cut.IsEmpty)
                return null;

            var left = cut.Except(walk.Noticed);
            cut = left.Count == cut.Count ? ImmutableHashSet<string>.Empty : left;
        }
    }
}
