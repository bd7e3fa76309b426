using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>Writes the command lines that an operator can type next: with the options of the call that they follow, and with what the run that they are about needs beside them.</summary>
public static class NextCommands
{
    /// <summary>The command lines for a plan of an application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="call">The call that they follow.</param>
    /// <param name="all">All plans of the application: a run that another state folder keeps need not be of this plan.</param>
    /// <param name="isUpgrade">Whether the call is the upgrade of the application, which finds its hops itself, and not that of one plan.</param>
    public static CommandHints For(Application application, Plan plan, Invocation call, IReadOnlyList<Plan> all, bool isUpgrade = false)
    {
        return For(plan) with { OfRun = run => For(Find(run.Start!.PlanId), run), Elsewhere = (planId, state) => For(Find(planId), elsewhere: state) };

        Plan Find(string id) => all.FirstOrDefault(other => other.Id == id) ?? plan;
        CommandHints For(Plan about, RunHistory? run = null, string? elsewhere = null) =>
            NextCommands.For(application, about, TargetOf(about, run, elsewhere), call.Options, Entrance.Of(call), run, elsewhere);

        // The upgrade goes on with whatever hop or route was begun, and whether a run of another state folder is of a route is not seen from here.
        string TargetOf(Plan about, RunHistory? run, string? elsewhere) =>
            about.Procedure is null && (isUpgrade || elsewhere is not null || run is not null) ? TargetName.Of(TargetName.Upgrade, application.Name) : TargetName.Of(about, all);
    }

    internal static CommandHints For(Application application, Plan plan, string work, OptionValues options, Entrance entrance, RunHistory? run = null, string? elsewhere = null)
    {
        var role = plan.Procedure is null ? TargetRole.Upgrade : TargetRole.Procedure;
        var wishes = Place(options, elsewhere).Concat(OptionCatalogue.All.Where(option => option.Continues && !IsSource(option)).Select(option => (option, Wish(option, plan, options, run)))).ToList();
        string Line(string target, TargetRole of, params Option[] flags) => entrance.Command([$"--target={target}", .. Arguments(target, of, [.. wishes, .. flags.Select(flag => (flag, (string?)"true"))])]);
        string Of(string name, TargetRole of) => Line(TargetName.Of(name, application.Name), of);

        // What the operator has to fill in stands as the help writes it: a shell refuses it as it is.
        var sources = NextSource.Of(plan, options, run, mayKnow: elsewhere is null);
        var told = Arguments(work, role, sources.Where(source => source.Text is not null).Select(source => (source.Option, source.Text))).ToList();
        var open = sources.Where(source => source.Text is null && source.Option.IsReadBy(work, role)).Select(source => $" --{source.Option.Name}={source.Option.Placeholder}");
        var begin = entrance.Command([$"--target={work}", .. Arguments(work, role, wishes), .. told]) + string.Concat(open);
        return new CommandHints(
            begin,
            Of(TargetName.Rollback, TargetRole.Rollback),
            Line(work, role, OptionCatalogue.Accept),
            Line(work, role, OptionCatalogue.Accept, OptionCatalogue.DeleteRetired),
            Of(TargetName.Status, TargetRole.Status));
    }

    private static bool IsSource(Option option) => option == OptionCatalogue.Source || option == OptionCatalogue.SourceSha256;

    private static IEnumerable<string> Arguments(string target, TargetRole role, IEnumerable<(Option Option, string? Text)> options) =>
        from option in options
        where option.Text is not null && option.Option.IsReadBy(target, role)
        let argument = option.Option.Write(option.Text)
        where argument is not null
        select argument;

    // Always with the folder: the line may be read in a report, far from where the program was started.
    private static IEnumerable<(Option Option, string? Text)> Place(OptionValues options, string? elsewhere) =>
        [(OptionCatalogue.Deployment, options.Deployment), (OptionCatalogue.State, elsewhere ?? options.Typed(OptionCatalogue.State))];

    // Where the deployment is stays true for a run that found it there, and a run keeps the version that it was begun for. How an earlier call wanted its run done is nobody's wish now: it may drop edits.
    private static string? Wish(Option option, Plan plan, OptionValues options, RunHistory? run)
    {
        if ((option == OptionCatalogue.To || option == OptionCatalogue.StopAt) && run is { EndedAt: null })
            return null;

        var isPlace = option == OptionCatalogue.Project || option == OptionCatalogue.ComposeFiles;
        var proof = plan.Steps.FirstOrDefault(step => step is CheckTarget) ?? plan.Steps.FirstOrDefault();
        return options.ToRunOptions().Typed.GetValueOrDefault(option.Name)
            ?? (isPlace && proof is not null && run is { EndedAt: null } ? run.TypedFor(proof.Id).GetValueOrDefault(option.Name) : null);
    }
}
