using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Fixes;

/// <summary>A plan beside CVAT's application, and the fix that is proposed for it.</summary>
internal sealed class Mended
{
    private const string Path = "plans/cvat/plan.yaml";
    private static readonly PlanFile[] Cvat = Repository.CvatFiles;

    private Mended(string before, PlanFix fix) => (Before, Fix) = (before, fix);

    public static string Shipped { get; } = Repository.Read("plans/cvat/2.2.0-2.3.0.yaml").Text;

    /// <summary>The shipped hop's lines that are steps.</summary>
    public static IReadOnlyList<string> Steps { get; } = [.. Shipped.Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal))];

    public string Before { get; }

    public PlanFix Fix { get; }

    public static Mended Of(string text, bool allowUnsafe = false, FixBudget? budget = null) =>
        new(text, new PlanFixer(PlanSet.Read(Cvat).Applications.Single()).Fix(new PlanFile(Path, text), allowUnsafe, budget));

    public static IEnumerable<Finding> Judge(string text) => Bilingual.Checked(PlanAnalysis.Analyze(PlanSet.Read([.. Cvat, new PlanFile(Path, text)])));

    public static IEnumerable<string> Errors(string text) =>
        Judge(text).Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString());

    public static string Without(string step) => Shipped.Replace(step + "\n", string.Empty, StringComparison.Ordinal);

    public static string Swapped(int step) =>
        Shipped.Replace(Steps[step], "  - \0", StringComparison.Ordinal).Replace(Steps[step + 1], Steps[step], StringComparison.Ordinal).Replace("  - \0", Steps[step + 1], StringComparison.Ordinal);
}
