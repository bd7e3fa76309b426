using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
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
            NextCommands.For(application, about, TargetOf(about, run, elsewhere), call.Options, Entrance.Of(call), run, elsewhere) with { Restore = RestoreOf(about) };

        Func<string, string>? RestoreOf(Plan about) => about.Procedure is not null && all.FirstOrDefault(IsRestore) is { } restore
            ? backup => Entrance.Of(call).Command([$"--target={TargetName.Of(restore, all)}", .. Arguments(TargetName.Of(restore, all), TargetRole.Restore, [.. Place(call.Options, elsewhere: null), (OptionCatalogue.Backup, backup)])])
            : null;

        // The upgrade goes on with whatever hop or route was begun, and whether a run of another state folder is of a route is not seen from here.
        string TargetOf(Plan about, RunHistory? run, string? elsewhere) =>
            about is { Procedure: null, IsOfBase: false } && (isUpgrade || elsewhere is not null || run is not null) ? TargetName.Of(TargetName.Upgrade, application.Name) : TargetName.Of(about, all);
    }

    internal static CommandHints For(Application application, Plan plan, string work, OptionValues options, Entrance entrance, RunHistory? run = null, string? elsewhere = null)
    {
        var role = plan.IsOfBase ? TargetRole.Base : plan.Procedure is null ? TargetRole.Upgrade : IsRestore(plan) ? TargetRole.Restore : TargetRole.Procedure;
        var wishes = Place(options, elsewhere).Concat(OptionCatalogue.All.Where(option => option.Continues && !IsSource(option)).Select(option => (option, Wish(option, plan, options, run)))).ToList();
        string Line(string target, TargetRole of, params Option[] flags) => entrance.Command([$"--target={target}", .. Arguments(target, of, [.. wishes, .. flags.Select(flag => (flag, (string?)"true"))])]);
        string Of(string name, TargetRole of) => Line(TargetName.Of(name, application.Name), of);

        // What the operator has to fill in stands as the help writes it: a shell refuses it as it is.
        var sources = NextSource.Of(plan, options, run, mayKnow: elsewhere is null);
        var told = Arguments(work, role, sources.Where(source => source.Text is not null).Select(source => (source.Option, source.Text))).ToList();
        var open = sources.Where(source => source.Text is null).Select(source => source.Option).Concat(run?.Doubts.HasFlag(OptionDoubt.Backup) == true ? [OptionCatalogue.Backup] : [])
            .Where(option => option.IsReadBy(work, role)).Select(option => $" --{option.Name}={option.Placeholder}");
        var begin = entrance.Command([$"--target={work}", .. Arguments(work, role, wishes), .. told]) + string.Concat(open);
        return new CommandHints(
            begin,
            Of(TargetName.Rollback, TargetRole.Rollback),
            Line(work, role, OptionCatalogue.Accept),
            Line(work, role, OptionCatalogue.Accept, OptionCatalogue.DeleteRetired),
            Of(TargetName.Status, TargetRole.Status));
    }

    private static bool IsRestore(Plan plan) => plan.Steps.Any(step => step is UseBackup);

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

    // What was found wrong is not proposed again; the deployment says by itself which compose files it runs from.
    private static OptionDoubt? Doubt(Option option) => option == OptionCatalogue.ComposeFiles ? OptionDoubt.ComposeFiles : option == OptionCatalogue.Backup ? OptionDoubt.Backup : null;

    // Where the deployment is stays true for a run that found it there, and a run keeps the version that it was begun for, the images that are built for it and who is told of it. How else an earlier call wanted its run done is
    // nobody's wish now: it may drop edits.
    private static string? Wish(Option option, Plan plan, OptionValues options, RunHistory? run)
    {
        if ((option == OptionCatalogue.To || option == OptionCatalogue.StopAt) && run is { EndedAt: null })
            return null;

        if (run is not null && Doubt(option) is { } doubt && run.Doubts.HasFlag(doubt) && options.Typed(option) is var typed && (typed is null || typed == run.TypedLast.GetValueOrDefault(option.Name)))
            return null;

        // The token goes nowhere without its address.
        if (option == OptionCatalogue.NotifySecret && Wish(OptionCatalogue.Notify, plan, options, run) is null)
            return null;

        var isPlace = option == OptionCatalogue.Project || option == OptionCatalogue.ComposeFiles;
        var isKept = option == OptionCatalogue.Images || option == OptionCatalogue.Notify || option == OptionCatalogue.NotifySecret;
        var proof = plan.Steps.FirstOrDefault(step => step is CheckTarget) ?? plan.Steps.FirstOrDefault();
        return options.ToRunOptions().Typed.GetValueOrDefault(option.Name)
            ?? (option == OptionCatalogue.Notify && run is { EndedAt: null } ? NotifyAddress.FindKept(new RunFolder(RunLibrary.Of(options.ToRunOptions()).FolderOf(run.Start!.RunId))) : null)
            ?? (isKept && run is { EndedAt: null } ? run.TypedEver.GetValueOrDefault(option.Name) : null)
            ?? (isPlace && proof is not null && run is { EndedAt: null } ? run.TypedFor(proof.Id).GetValueOrDefault(option.Name) : null);
    }
}
