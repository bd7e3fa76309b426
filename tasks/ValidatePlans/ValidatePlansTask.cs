using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Findings;
using Hopguard.Reporting.Text;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>Judges plans: with the same analysis as the compiler and the runner, and without running anything of theirs.</summary>
[TaskName("ValidatePlans")]
[Category("Plans")]
[TaskDescription("Reads plans and reports every mistake that could lose data; runs nothing. Ends with 0, 1 (findings) or 2 (nothing to judge)")]
public sealed class ValidatePlansTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context)
    {
        var folder = context.Environment.WorkingDirectory.FullPath;
        var output = new FindingOutput(Console.Out, ConsoleSurroundings.Detect(), Environment.GetEnvironmentVariable, RepositoryPaths.Of(folder));
        Validate(context.Options, new PlanSearch(folder), output, context.Outputs);
    }

    internal static void Validate(OptionValues options, PlanSearch search, FindingOutput output, OutputValues outputs)
    {
        var wanted = options.List(OptionCatalogue.Plans) ?? [PlanSearch.UsualFolder];
        var files = search.Read(wanted);
        var (set, findings) = PlanAnalysis.Validate(files);
        // What the plan accepts with a reason is shown and does not count.
        var open = findings.Where(finding => finding.Accepted is null).ToList();
        var failing = open.Count(finding => finding.Severity >= FailOn(options));
        var format = options.Text(OptionCatalogue.Format) is { } chosen ? Enum.Parse<FindingFormat>(chosen, ignoreCase: true) : output.OwnFormat;
        var style = new FindingStyle(format, options.Language) { ExitCode = !set.HoldsPlans ? ExitCodes.UnusableInput : failing > 0 ? ExitCodes.Findings : 0 };
        output.Write(findings, files, style, options.Text(OptionCatalogue.Output));
        outputs.Tell(OutputCatalogue.Errors, open.Count(finding => finding.Severity == Severity.Error));
        outputs.Tell(OutputCatalogue.Warnings, open.Count(finding => finding.Severity == Severity.Warning));
        outputs[OutputCatalogue.Sarif] = format == FindingFormat.Sarif ? options.Text(OptionCatalogue.Output) : null;
        if (!set.HoldsPlans)
            throw PlanSearch.Without(string.Join(", ", wanted));
        if (failing > 0)
            throw Failed(open, set, options.Language);
    }

    private static Severity FailOn(OptionValues options) =>
        options.Text(OptionCatalogue.FailOn) is { } chosen ? Enum.Parse<Severity>(chosen, ignoreCase: true) : Severity.Error;

    private static HopguardException Failed(IReadOnlyList<Finding> findings, PlanSet set, Language language) => new(
        new Message($"{FindingWords.CountsOf(findings, language)} in {Counts.Of(set.Plans.Length, "plan")}", $"{set.Plans.Length} 件のプランに{FindingWords.CountsOf(findings, language)}").In(language),
        new Message("Mend the plans as the findings say; --target=FixPlan proposes how", "指摘に従ってプランを直してください。--target=FixPlan で修正案を確認できます").In(language))
    {
        ExitCode = ExitCodes.Findings,
    };
}
