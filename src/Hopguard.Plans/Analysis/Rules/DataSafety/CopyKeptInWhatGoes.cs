using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP018: a copy lies in a volume that is removed, retired or overwritten.</summary>
public sealed class CopyKeptInWhatGoes : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP018",
        new("A copy lies in a volume that is removed, retired or overwritten", "削除、退避または上書きされるボリュームの中にコピーが置かれている"),
        new(
            "A copy that goes with a volume is no copy when it is needed.",
            "ボリュームと一緒に失われるコピーは、必要なときに役に立ちません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) =>
        from transition in trace.Transitions
        where !transition.Before.CopiesKeptIn.IsEmpty
        from taken in TakenAway.By(transition.Effect, transition.Before, trace.Facts)
        where transition.Before.CopiesKeptIn.ContainsKey(taken.Store)
        from name in transition.Before.CopiesKeptIn[taken.Store]
        where transition.Before.Copies[name].Parts.Keys.Any(store => IsNeeded(store, trace))
        select Judge(transition, taken, transition.Before.Copies[name]);

    private static bool IsNeeded(string store, Trace trace) => !trace.Facts.Application.Stores[store].Disposable;

    private Finding Judge(Transition at, TakenAway taken, CopyState copy) => At(
        taken.Named?.Place ?? at.Step.Place,
        new(
            $"Copy '{copy.Name}' lies in the volume of store '{taken.Store}' and goes with it; keep it in the folder of the run by leaving out 'in'",
            $"コピー '{copy.Name}' はストア '{taken.Store}' のボリュームの中にあり、一緒に失われます。'in' を書かず、実行フォルダーに置いてください"),
        new RelatedPlace(copy.TakenBy.PlaceOf("in"), new($"copy '{copy.Name}' is put there here", $"コピー '{copy.Name}' はここでその中に置かれます")));
}
