using System.Collections.Immutable;
using System.Text;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Makes of a plan for many pairs of versions the plan of one pair: steps whose condition does not hold are gone, placeholders are what they stand for, and every step keeps its id and
/// its place. That plan, and never the other, is judged and run.
/// </summary>
public static class PlanExpansion
{
    /// <summary>
    /// The pairs of releases that a plan serves: upwards, inside of its ranges, over no release where every upgrade has to stop, and none that has a plan of its own, which wins.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="range">The plan.</param>
    /// <param name="plans">All plans of the application.</param>
    public static IEnumerable<(Release From, Release To)> PairsOf(Application application, Plan range, IEnumerable<Plan> plans)
    {
        if (range.Range is not { } ranges)
            yield break;

        var windows = application.Releases.Where(release => release.StopBefore is not null).ToList();
        var own = new HashSet<(ReleaseVersion, ReleaseVersion)>(plans.Where(plan => plan is { From: not null, To: not null }).Select(plan => (plan.From!, plan.To!)));
        for (var from = 0; from < application.Releases.Length; from++)
        {
            if (!ranges.From.Contains(application.Releases[from].Version))
                continue;

            for (var to = from + 1; to < application.Releases.Length; to++)
            {
                var pair = (From: application.Releases[from], To: application.Releases[to]);
                if (windows.Exists(release => release.IsTooFarFrom(pair.From.Version, pair.To.Version)))
                    break;
                if (ranges.To.Contains(pair.To.Version) && !own.Contains((pair.From.Version, pair.To.Version)))
                    yield return pair;
                if (pair.To.MandatoryStop)
                    break;
            }
        }
    }

    /// <summary>The plan of a pair.</summary>
    /// <returns>The plan, or what keeps values that were put in from being what their keys take.</returns>
    public static ReadResult<Plan> Of(Application application, Plan range, Release from, Release to)
    {
        var findings = new FindingSink();
        var ranges = range.Range ?? throw new ArgumentException($"Plan '{range.Id}' is of one pair already", nameof(range));
        var reader = new StepReader(findings, application.Versions, new PairFacts(from, to) { ServiceIn = application.ServiceIn })
        {
            Takes = condition => condition.Holds(application, from, to),
            Leads = step => VersionChange.IsBy(step, application),
        };
        var steps = reader.ReadAll(ranges.Steps);
        var plan = range with
        {
            Range = null,
            IsExpanded = true,
            From = from.Version,
            To = to.Version,
            Steps = steps,
            RequiredSettings = ranges.RequiresSettingsOfTarget ? SettingsOf(application, range, to) : range.RequiredSettings,
        };
        return new ReadResult<Plan>(findings.HasErrors ? null : plan with { Hash = PlanHash.Of(Text(range.Hash, plan)) }, findings.ToImmutable());
    }

    private static ImmutableArray<Name> SettingsOf(Application application, Plan range, Release to)
    {
        var files = range.StartFiles.IsEmpty ? application.ComposeFiles : [.. range.StartFiles.Select(file => file.Text)];
        var settings = to.Settings.Concat(files.SelectMany(file => to.FindCompose(file)?.Content?.RequiredVariables.Values ?? []));
        return [.. settings.GroupBy(setting => setting.Text, StringComparer.Ordinal).Select(group => group.First()).OrderBy(setting => setting.Text, StringComparer.Ordinal)];
    }

    // What the run is bound to: the file, the pair, and what the application's facts made of both.
    private static string Text(string hash, Plan plan)
    {
        var text = new StringBuilder($"{hash}\n{plan.From}\n{plan.To}\n{string.Join(",", plan.RequiredSettings)}\n");
        foreach (var step in plan.Steps)
            text.Append($"{step.Id} {StepKind.Of(step).Name} {string.Join(", ", step.Arguments.Select(argument => $"{argument.Key}: {argument.Text}"))}\n");

        return text.ToString();
    }
}
