using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP019: a dump passes through a terminal.</summary>
public sealed class DumpedThroughTerminal : EffectRule<TakesCopy>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP019",
        new("A dump passes through a terminal", "ダンプが端末を経由する"),
        new(
            "In a job there is none, so the command fails and leaves an empty file; where there is one, it changes line ends and mixes messages into the dump.",
            "ジョブには端末がないためコマンドは失敗し、空のファイルが残ります。端末があれば改行が書き換えられ、メッセージがダンプに混ざります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
