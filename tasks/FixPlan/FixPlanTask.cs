using System.Collections.Immutable;
using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Findings;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.ValidatePlans;

namespace Hopguard.Tasks.FixPlan;

/// <summary>Proposes the smallest change of a plan that clears its findings, as a patch, and writes it when asked.</summary>
[TaskName("FixPlan")]
[Category("Plans")]
[TaskDescription("Shows the smallest change of a plan that clears its findings, as a patch; --apply writes it. Ends with 0, 1 (errors remain) or 2")]
public sealed class FixPlanTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context) => Fix(context.Options, context.Environment.WorkingDirectory.FullPath, Console.Out, TimeProvider.System);

    internal static void Fix(OptionValues options, string workingFolder, TextWriter output, TimeProvider clock)
    {
        var wanted = options.Text(OptionCatalogue.Plan) ?? throw ExitCodes.Unusable("No plan is given", $"Give one with --plan, such as --plan={OptionCatalogue.Plan.Example}");
        if (!File.Exists(wanted))
            throw ExitCodes.Unusable($"Plan '{wanted}' does not exist", "Give the path of a file with --plan");

        var search = new PlanSearch(workingFolder);
        var files = search.Read([wanted]);
        var set = PlanSet.Read(files);
        if (set.Findings.FirstOrDefault(finding => finding.Rule == SyntaxRules.NotJudged) is { } skipped)
            throw ExitCodes.Unusable(skipped.Message.In(options.Language), "See what is wrong with --target=ValidatePlans");
        if (!set.HoldsPlans)
            throw ExitCodes.Unusable($"'{wanted}' holds no plans", "Give the path of a file with --plan");

        var plan = files.Single(file => file.Path == search.NameOf(wanted));
        var application = set.Applications.FirstOrDefault()
            ?? throw ExitCodes.Unusable($"Plan '{wanted}' has no readable '{ApplicationReader.FileName}' beside it", "See what is wrong with --target=ValidatePlans");

        var began = clock.GetTimestamp();
        var budget = new FixBudget(FixBudget.UsualSteps, FixBudget.UsualTime, () => clock.GetElapsedTime(began));
        var fix = new PlanFixer(application) { Plans = NeighboursOf(search, plan, wanted) }.Fix(plan, options.IsSet(OptionCatalogue.Unsafe), budget);
        var applies = options.IsSet(OptionCatalogue.Apply) && fix.Changes;
        if (applies)
            Write(RealPath.Of(wanted), plan.Text, fix.Text);

        var path = RepositoryPaths.Of(workingFolder).FromRoot(plan.Path).TrimStart('/');
        var style = new FindingStyle(FindingFormat.Text, options.Language) { Sources = name => name == plan.Path ? fix.Text : null };
        foreach (var line in FixText.Render(fix, plan, path, applies, style))
            output.WriteLine(line);
        if (!fix.IsComplete)
            throw Incomplete(fix, options);
    }

    // What hops of their own lie beside a plan for a range decides which pairs are that plan's; of any other plan, nothing.
    private static ImmutableArray<Plan> NeighboursOf(PlanSearch search, PlanFile plan, string wanted) =>
        PlanReader.Read(plan.Path, plan.Text, hash: string.Empty).Value?.Range is null ? [] : PlanSet.Read(search.Read([Path.GetDirectoryName(Path.GetFullPath(wanted))!])).Plans;

    // Beside the file and then in its place: a plan is never half written. What somebody else changed in the meantime is not overwritten.
    private static void Write(string path, string before, string after)
    {
        try
        {
            if (File.ReadAllText(path) != before)
                throw ExitCodes.Unusable($"Plan '{path}' was changed while it was looked at", "Try again");

            var beside = path + ".new";
            File.WriteAllText(beside, after);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(beside, File.GetUnixFileMode(path));
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw ExitCodes.Unusable($"Plan '{path}' cannot be written: {trouble.Message}", "The patch above can be applied by hand", trouble);
        }
    }

    private static HopguardException Incomplete(PlanFix fix, OptionValues options)
    {
        var errors = fix.Remaining.Count(finding => finding.Severity == Severity.Error);
        var hint = options.IsSet(OptionCatalogue.Unsafe)
            ? new Message("Mend them by hand, as they say", "指摘に従って手で直してください")
            : new Message("Mend them by hand, as they say, or try --unsafe", "指摘に従って手で直すか、--unsafe を試してください");
        return new HopguardException(
            new Message($"{Counts.Of(errors, "error")} without a fix that was found", $"修正案のないエラーが {errors} 件残っています").In(options.Language), hint.In(options.Language))
        {
            ExitCode = ExitCodes.Findings,
        };
    }
}
