using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <inheritdoc cref="RobustnessRules.SpaceFactorTooSmall" />
public sealed class SpaceFactorTooSmall : PlanRule
{
    private static readonly string[] Keys = ["backup", "database"];

    /// <inheritdoc />
    public override Rule Rule => RobustnessRules.SpaceFactorTooSmall;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => trace.Plan.Steps.OfType<CheckSpace>().SelectMany(step => Keys
        .Where(key => (key == "backup" ? step.Backup : step.Database) < 1)
        .Select(key => At(
            step.PlaceOf(key),
            new(
                $"Key '{key}' asks for less space than the data takes; write at least 1.0",
                $"キー '{key}' はデータのサイズより小さい容量しか求めていません。1.0 以上を書いてください"))));
}
