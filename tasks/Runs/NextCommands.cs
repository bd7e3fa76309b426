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
    /// <param name="find">The plan of an id: a run that another state folder keeps need not be of this plan.</param>
    public static CommandHints For(Application application, Plan plan, Invocation call, Func<string, Plan?> find) =>
        For(application, plan, call.Options, Entrance.Of(call)) with
        {
            OfRun = run => For(application, find(run.Start!.PlanId) ?? plan, call.Options, Entrance.Of(call), run),
            Elsewhere = (planId, state) => For(application, find(planId) ?? plan, call.Options, Entrance.Of(call), elsewhere: state),
        };

    internal static CommandHints For(Application application, Plan plan, OptionValues options, Entrance entrance, RunHistory? run = null, string? elsewhere = null)
    {
        var title = char.ToUpperInvariant(application.Name[0]) + application.Name[1..];
        var work = (plan.Procedure is { } procedure ? char.ToUpperInvariant(procedure[0]) + procedure[1..] : "Upgrade") + title;
        var wishes = Place(options, elsewhere).Concat(OptionCatalogue.All.Where(option => option.Continues && !IsSource(option)).Select(option => (option, Wish(option, plan, options, run)))).ToList();
        string Line(string target, params Option[] flags) => entrance.Command([$"--target={target}", .. Arguments(target, [.. wishes, .. flags.Select(flag => (flag, (string?)"true"))])]);

        // What the operator has to fill in stands as the help writes it: a shell refuses it as it is.
        var sources = NextSource.Of(plan, options, run, mayKnow: elsewhere is null);
        var told = Arguments(work, sources.Where(source => source.Text is not null).Select(source => (source.Option, source.Text))).ToList();
        var open = sources.Where(source => source.Text is null && source.Option.IsReadBy(work)).Select(source => $" --{source.Option.Name}={source.Option.Placeholder}");
        var begin = entrance.Command([$"--target={work}", .. Arguments(work, wishes), .. told]) + string.Concat(open);
        return new CommandHints(
            begin, Line("Rollback" + title), Line(work, OptionCatalogue.Accept), Line(work, OptionCatalogue.Accept, OptionCatalogue.DeleteRetired), Line("Status" + title));
    }

    private static bool IsSource(Option option) => option == OptionCatalogue.Source || option == OptionCatalogue.SourceSha256;

    private static IEnumerable<string> Arguments(string target, IEnumerable<(Option Option, string? Text)> options) =>
        from option in options
        where option.Text is not null && option.Option.IsReadBy(target)
        let argument = option.Option.Write(option.Text)
        where argument is not null
        select argument;

    // Always with the folder: the line may be read in a report, far from where the program was started.
    private static IEnumerable<(Option Option, string? Text)> Place(OptionValues options, string? elsewhere) =>
        [(OptionCatalogue.Deployment, options.Deployment), (OptionCatalogue.State, elsewhere ?? options.Typed(OptionCatalogue.State))];

    // Where the deployment is stays true for a run that found it there. How an earlier call wanted its run done is nobody's wish now: it may drop edits.
    private static string? Wish(Option option, Plan plan, OptionValues options, RunHistory? run)
    {
        var isPlace = option == OptionCatalogue.Project || option == OptionCatalogue.ComposeFiles;
        var proof = plan.Steps.FirstOrDefault(step => step is CheckTarget) ?? plan.Steps.FirstOrDefault();
        return options.ToRunOptions().Typed.GetValueOrDefault(option.Name)
            ?? (isPlace && proof is not null && run is { EndedAt: null } ? run.TypedFor(proof.Id).GetValueOrDefault(option.Name) : null);
    }
}
