using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP312: the space check asks for less than the size of what is copied.</summary>
public sealed class SpaceFactorTooSmall : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP312",
        new("The space check asks for less than the size of what is copied", "空き容量の確認がコピー対象より小さい容量しか求めない"),
        new(
            "A copy can be as large as what it copies: the check passes and the disk fills up all the same.",
            "コピーは元と同じ大きさになりえます。確認は通っても、ディスクは満杯になります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Plan.Steps.OfType<CheckSpace>().SelectMany(step => TooSmall(step, trace.Plan)
        .Select(key => At(
            step.PlaceOf(key),
            new(
                $"Key '{key}' asks for less space than the data takes; write at least 1.0",
                $"キー '{key}' はデータのサイズより小さい容量しか求めていません。1.0 以上を書いてください"))));

    // Space for what nobody copies need not be asked for; a line of shell may copy anything.
    private static IEnumerable<string> TooSmall(CheckSpace step, Plan plan)
    {
        if (step.Backup < 1 && plan.Steps.Any(other => other is DumpDatabase or BackUpVolumes or RunShell))
            yield return "backup";
        if (step.Database < 1 && plan.Steps.Any(other => other is DumpDatabase or RestoreInPlace or RunShell))
            yield return "database";
    }
}
