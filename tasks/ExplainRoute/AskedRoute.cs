using System.Collections.Immutable;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Runs;
using Hopguard.Tasks.ValidatePlans;

namespace Hopguard.Tasks.ExplainRoute;

/// <summary>The way that <c>--plans</c>, <c>--application</c>, <c>--from</c> and <c>--to</c> ask for.</summary>
/// <param name="Set">Everything that was read.</param>
/// <param name="Application">The application.</param>
/// <param name="Plans">Its plans.</param>
/// <param name="From">Where the way begins.</param>
/// <param name="Found">The way.</param>
internal sealed record AskedRoute(PlanSet Set, Application Application, ImmutableArray<Plan> Plans, ReleaseVersion From, Route.Found Found)
{
    /// <summary>Finds it, and tells the job where it begins and ends and how many hops it has.</summary>
    /// <param name="options">The options.</param>
    /// <param name="search">Finds the plans.</param>
    /// <param name="read">Told what was read, before anything is refused.</param>
    /// <param name="outputs">The job's outputs.</param>
    /// <exception cref="HopguardException">No way leads there (code 1), or the call asks for something that there is not (code 2).</exception>
    public static AskedRoute Find(OptionValues options, PlanSearch search, Action<PlanSet> read, OutputValues outputs)
    {
        var wanted = options.List(OptionCatalogue.Plans) ?? [PlanSearch.UsualFolder];
        // Whoever has the program alone asks for what it carries.
        var set = PlanSet.Read(options.List(OptionCatalogue.Plans) is null && !search.HasUsualFolder ? [.. BuiltInPlans.ReadResources()] : search.Read(wanted));
        read(set);
        if (!set.HoldsPlans)
            throw PlanSearch.Without(string.Join(", ", wanted));

        var application = ApplicationOf(set, options.Text(OptionCatalogue.Application));
        ImmutableArray<Plan> plans = [.. set.PlansOf(application)];
        var from = VersionOf(application, options, OptionCatalogue.From) ?? OldestOf(application, plans);
        var to = VersionOf(application, options, OptionCatalogue.To) ?? application.Releases[^1].Version;
        outputs[OutputCatalogue.VersionBefore] = from.ToString();
        outputs[OutputCatalogue.VersionAfter] = to.ToString();
        switch (RoutePlanner.Find(application, plans, from, to))
        {
            case Route.Found found:
                outputs.Tell(OutputCatalogue.Hops, found.Hops.Length);
                return new AskedRoute(set, application, plans, from, found);
            case Route.Refused refused:
                throw new HopguardException(refused.What.In(options.Language), refused.Remedy.In(options.Language)) { ExitCode = ExitCodes.Findings };
            default:
                throw new InvalidOperationException("A way is found or refused");
        }
    }

    private static Application ApplicationOf(PlanSet set, string? wanted) =>
        set.Applications.Where(application => wanted is null || application.Name == wanted).ToList() switch
        {
            [var only] => only,
            [] when wanted is null => throw ExitCodes.Unusable("No application can be read from the plans", "See what is wrong with --target=ValidatePlans"),
            [] => throw ExitCodes.Unusable($"Application '{wanted}' is not among the plans", DidYouMean.Remedy(wanted!, [.. set.Applications.Select(application => application.Name)], "Choose one with --application")),
            var several => throw ExitCodes.Unusable(
                $"The plans are of {Counts.Of(several.Count, "application")}: {string.Join(", ", several.Select(application => application.Name))}", "Choose one with --application"),
        };

    // A release that no hop starts from leads nowhere: who asks for the whole way means that of the plans.
    private static ReleaseVersion OldestOf(Application application, IEnumerable<Plan> plans) =>
        plans.Select(plan => plan.From).OfType<ReleaseVersion>().DefaultIfEmpty(application.Releases[0].Version).Min()!;

    private static ReleaseVersion? VersionOf(Application application, OptionValues options, Option option) =>
        options.Text(option) is not { } text ? null
        : application.Versions.TryRead(text, out var version) ? version
        : throw ExitCodes.Unusable($"Option '--{option.Name}': '{text}' is no version of {application.Title}", DidYouMean.Remedy(text, application.Releases.Select(release => release.Version.ToString()), $"Write one such as --{option.Name}={application.Releases[^1].Version}"));
}
