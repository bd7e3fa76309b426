using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>A procedure of CVAT made of the given steps, and what the analysis says about it.</summary>
internal sealed class Procedure
{
    private const string Head = "application: cvat\nprocedure: steps\nsummary: steps\nsteps:\n";
    private readonly string _text;

    private Procedure(string text) => _text = text;

    /// <summary>Steps as they stand behind the dash.</summary>
    public static Procedure Of(params string[] steps) => new(Head + string.Concat(steps.Select(step => $"  - {step}\n")));

    /// <summary>A line of shell, quoted so that it may hold anything. It declares that it does nothing to stores, since most rules are about something else.</summary>
    public static Procedure OfShell(string line) => Of($"run-shell: {{ command: '{line.Replace("'", "''", StringComparison.Ordinal)}', does: nothing }}");

    /// <summary>Expects these rules and no other, in the order of the file.</summary>
    public void Raises(params string[] rules) => Judge().Select(finding => finding.Rule.Id).Should().Equal(rules);

    public IReadOnlyList<Finding> Judge() => Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read([.. Repository.CvatFiles, new PlanFile("plans/cvat/steps.yaml", _text)])));

    /// <summary>The text that a finding underlines.</summary>
    public string Underlined(Finding finding) => _text.Substring(finding.Place.Start, finding.Place.Length);
}
