using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Steps;

/// <summary>The copies that speak for the stores: of each store the last one that was taken. An earlier one may be overtaken by writes for which the later one was taken.</summary>
public static class LatestCopies
{
    /// <summary>Their names, of those that the steps take.</summary>
    public static IReadOnlyCollection<string> Of(IEnumerable<Step> steps)
    {
        var latest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (step is DumpDatabase dump)
                latest[dump.Store.Text] = dump.As.Text;
            else if (step is BackUpVolumes backup)
            {
                foreach (var store in backup.Stores)
                    latest[store.Text] = backup.As.Text;
            }
        }

        return latest.Values.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether a dump that the plan takes before this one of the same store is there: it has stopped the store's server.</summary>
    public static bool HasDumpBefore(DumpDatabase step, StepContext context) =>
        context.Plan.Steps.TakeWhile(one => one.Id != step.Id).OfType<DumpDatabase>().Any(earlier => earlier.Store.Text == step.Store.Text && context.Evidence.HasCopy(earlier.As));
}
