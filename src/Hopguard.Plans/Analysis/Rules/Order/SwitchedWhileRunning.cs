using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <inheritdoc cref="OrderRules.SwitchedWhileRunning" />
public sealed class SwitchedWhileRunning : EffectRule<SwitchesSource>
{
    /// <inheritdoc />
    public override Rule Rule => OrderRules.SwitchedWhileRunning;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(SwitchesSource effect, Transition at, Trace trace)
    {
        if (at.Before.Running.Keys.OrderBy(name => name, StringComparer.Ordinal).FirstOrDefault() is { } service)
        {
            yield return At(
                at.Step.Place,
                new(
                    $"Step '{at.Step.Id}' replaces the source while '{service}' of the old version runs; add 'compose-down' before it",
                    $"ステップ '{at.Step.Id}' は、旧バージョンの '{service}' が動いている間にソースを置き換えます。前に 'compose-down' を追加してください"));
        }
    }
}
