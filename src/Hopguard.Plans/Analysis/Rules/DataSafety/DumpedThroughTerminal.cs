using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.DumpedThroughTerminal" />
public sealed class DumpedThroughTerminal : EffectRule<TakesCopy>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.DumpedThroughTerminal;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TakesCopy effect, Transition at, Trace trace)
    {
        if (effect.Terminal)
        {
            yield return At(
                at.Step.PlaceOf("terminal"),
                new(
                    $"Dump '{effect.As}' of store '{effect.Store}' passes through a terminal, which is missing in a job and changes line ends elsewhere; leave 'terminal' out",
                    $"ストア '{effect.Store}' のダンプ '{effect.As}' は端末を経由します。ジョブには端末がなく、端末があれば改行が書き換えられます。'terminal' を削除してください"),
                new RelatedPlace(effect.As.Place, new("the dump is named here", "ダンプの名前はここにあります")));
        }
    }
}
