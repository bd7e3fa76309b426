using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.CopyKeptInWhatGoes" />
public sealed class CopyKeptInWhatGoes : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.CopyKeptInWhatGoes;

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
