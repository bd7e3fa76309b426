using Hopguard.Engine.Journals;
using Hopguard.Engine.Sources;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>How the next command names the source: a run needs it until it has it, and a new attempt needs it again.</summary>
internal static class NextSource
{
    /// <summary>The options that name it; without a text where only the operator knows it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">The options of the call that the command follows.</param>
    /// <param name="run">The run that the command is about; null where it begins one.</param>
    /// <param name="mayKnow">Whether what is not known here is missing: the state of a run may lie where nobody sees it.</param>
    public static IReadOnlyList<(Option Option, string? Text)> Of(Plan plan, OptionValues options, RunHistory? run, bool mayKnow)
    {
        if (plan.Steps.OfType<FetchSource>().FirstOrDefault() is not { } fetch)
            return [];

        var now = options.ToRunOptions().Typed;
        if (run?.Status(fetch.Id) == StepStatus.Done && run.State() != RunState.RolledBack)
            return OfLaterHops(run, now.ContainsKey(OptionCatalogue.Source.Name) ? now : run.TypedFor(fetch.Id));

        // What the run fetched is good; what an earlier attempt was given and did not fetch is not.
        var told = now.ContainsKey(OptionCatalogue.Source.Name) || now.ContainsKey(OptionCatalogue.SourceSha256.Name) ? now : run?.TypedFor(fetch.Id) ?? now;
        var doubt = run?.Doubts ?? OptionDoubt.None;
        var wasNamed = run is { EndedAt: null } && run.TypedLast.ContainsKey(OptionCatalogue.Source.Name);
        var isHashKnown = fetch.Sha256 is not null || options.Text(OptionCatalogue.SourceSha256) is not null || SourceFolder.Of(told.GetValueOrDefault(OptionCatalogue.Source.Name)) is not null;
        return
        [
            .. Name(OptionCatalogue.Source, told, doubt.HasFlag(OptionDoubt.Source), wasNamed),
            .. Name(OptionCatalogue.SourceSha256, told, doubt.HasFlag(OptionDoubt.Hash), mayKnow && !isHashKnown),
        ];
    }

    // What was fetched is needed no more; what lies in a folder is needed by the hops that come.
    private static IReadOnlyList<(Option Option, string? Text)> OfLaterHops(RunHistory run, IReadOnlyDictionary<string, string> told) =>
        run.Start?.Route is { IsLast: false } && SourceFolder.Of(told.GetValueOrDefault(OptionCatalogue.Source.Name)) is not null
            ? [.. Name(OptionCatalogue.Source, told, isWrong: false, isNeeded: false), .. Name(OptionCatalogue.SourceSha256, told, isWrong: false, isNeeded: false)]
            : [];

    private static IEnumerable<(Option Option, string? Text)> Name(Option option, IReadOnlyDictionary<string, string> told, bool isWrong, bool isNeeded)
    {
        if (!isWrong && told.TryGetValue(option.Name, out var text))
            yield return (option, text);
        else if (isWrong || isNeeded)
            yield return (option, null);
    }
}
