using System.ComponentModel;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Reporting.Findings;
using Hopguard.Reporting.Live;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>Judges plans: with the same analysis as the compiler and the runner, and without running anything of theirs.</summary>
[TaskName("ValidatePlans")]
[Category("Plans")]
[TaskDescription("Reads plans and reports every mistake that could lose data; runs nothing")]
public sealed class ValidatePlansTask : FrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override void Run(HopguardContext context)
    {
        var files = PlanFolder.Read(context.Options.Text(OptionCatalogue.Plans) ?? "plans").ToList();
        var set = PlanSet.Read(files);
        var findings = PlanAnalysis.Analyze(set);
        var texts = files.ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        FindingReport.Write(Console.Out, findings, FormatOf(context), path => texts.GetValueOrDefault(path));
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (errors > 0)
            throw new HopguardException($"{errors} error(s) in {set.Plans.Length} plan(s)", "Mend the plans as the findings say");

        Console.Out.WriteLine($"{set.Plans.Length} plan(s) of {set.Applications.Length} application(s): no errors");
    }

    private static FindingFormat FormatOf(HopguardContext context) => context.Options.Text(OptionCatalogue.Format) is { } chosen
        ? Enum.Parse<FindingFormat>(chosen, ignoreCase: true)
        : FindingReport.FormatFor(ConsoleSurroundings.Detect().Kind);
}
