using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <inheritdoc cref="RobustnessRules.SpaceFactorTooSmall" />
public sealed class SpaceFactorTooSmall : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => RobustnessRules.SpaceFactorTooSmall;

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
