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

        if (ranges.Base is { } change)
        {
            foreach (var pair in BasesOf(application, ranges, change))
                yield return pair;

            yield break;
        }

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

    // A release stays what it is, on every pair of majors.
    private static IEnumerable<(Release From, Release To)> BasesOf(Application application, PlanRange ranges, BaseRange change)
    {
        foreach (var release in application.Releases.Where(release => ranges.From.Contains(release.Version)))
        {
            var on = change.Pairs.SelectMany(pair => new[] { pair.From, pair.To }).Distinct().ToDictionary(major => major, major => On(application, change, release, major));
            foreach (var (from, to) in change.Pairs)
                yield return (on[from], on[to]);
        }
    }

    /// <summary>The release on another major of PostgreSQL, as the pairs of a plan that changes the base have it.</summary>
    /// <param name="application">The application.</param>
    /// <param name="change">What the plan changes.</param>
    /// <param name="release">The release.</param>
    /// <param name="major">The major.</param>
    public static Release On(Application application, BaseRange change, Release release, int major) => BaseChange.On(release, major, application.StoreIn(change.Store, release)?.Service);

    /// <summary>The plan of a pair.</summary>
    /// <returns>The plan, or what keeps values that were put in from being what their keys take.</returns>
    public static ReadResult<Plan> Of(Application application, Plan range, Release from, Release to)
    {
        var read = ToJudge(application, range, from, to);
        return read.Value is { } plan ? new ReadResult<Plan>(plan with { Hash = PlanHash.Of(Text(range.Hash, plan)) }, read.Findings) : read;
    }

    /// <summary>The plan of a pair that is judged and not run, so that nobody asks for its hash: it has that of the plan for all pairs.</summary>
    internal static ReadResult<Plan> ToJudge(Application application, Plan range, Release from, Release to)
    {
        var findings = new FindingSink();
        var ranges = range.Range ?? throw new ArgumentException($"Plan '{range.Id}' is of one pair already", nameof(range));
        var known = (KnownSteps)ranges.Steps!;
        var reader = new StepReader(findings, application.Versions, new PairFacts(from, to) { ServiceIn = application.ServiceIn, IsOfBase = ranges.Base is not null })
        {
            Takes = condition => condition.Holds(application, from, to),
            Leads = step => VersionChange.IsBy(step, application),
            Known = known,
        };
        var steps = reader.ReadAll(known.Written);
        var plan = range with
        {
            Range = null,
            Base = ranges.Base is { } change ? new BaseChange(change.Store, from, to) : null,
            IsExpanded = true,
            From = from.Version,
            To = to.Version,
            Steps = steps,
            RequiredSettings = ranges.RequiresSettingsOfTarget ? SettingsOf(application, range, to) : range.RequiredSettings,
        };
        return new ReadResult<Plan>(findings.HasErrors ? null : plan, findings.ToImmutable());
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
        if (plan.Base is { } change)
            text.Append($"{change.Store} {change.From.PostgreSqlMajor} {change.To.PostgreSqlMajor}\n");
        foreach (var step in plan.Steps)
            text.Append($"{step.Id} {StepKind.Of(step).Name} {string.Join(", ", step.Arguments.Select(argument => $"{argument.Key}: {argument.Text}"))}\n");

        return text.ToString();
    }
}
