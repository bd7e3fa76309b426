using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP007: a copy is verified by something that proves nothing about it.</summary>
public sealed class CopyVerifiedByTheWrongThing : EffectRule<VerifiesCopy>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP007",
        new("A copy is verified by something that proves nothing about it", "コピーの証明にならないもので検証されている"),
        new(
            "A database dump is proved by restoring it, not by reading its bytes; and a trial proves only the copy that it was restored from.",
            "データベースのダンプは読み返すだけでは証明できず、復元して確かめます。試験用データベースが証明するのは、その復元元のコピーだけです。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(VerifiesCopy effect, Transition at, Trace trace)
    {
        // A copy of a store that the version does not have holds nothing that could be proved.
        if (!at.Before.Copies.TryGetValue(effect.Copy, out var copy))
            yield break;

        var taken = Related.Taken(copy);
        if (at.Before.Trials.TryGetValue(effect.By, out var trial))
        {
            if (trial.Copy != copy.Name)
                yield return OfAnotherCopy(effect, trial, copy);
        }
        else if (effect.By.Text != VerifyCopy.ReadBack)
        {
            yield return At(
                effect.By.Place,
                new(
                    $"Trial '{effect.By}' is gone when it is to prove copy '{copy.Name}'; verify before it is promoted or discarded",
                    $"コピー '{copy.Name}' を検証する時点で試験用データベース '{effect.By}' は残っていません。昇格または破棄の前に検証してください"),
                taken);
        }
        else if (copy.Parts.Keys.Any(store => at.Before.Stores[store].Store.Kind == StoreKind.PostgreSql))
        {
            yield return At(
                effect.By.Place,
                new(
                    $"Copy '{copy.Name}' is a database dump, which reading back does not prove; restore it with 'restore-database' and verify it by that trial",
                    $"コピー '{copy.Name}' はデータベースのダンプで、読み返すだけでは検証になりません。'restore-database' で復元し、その試験用データベースで検証してください"),
                taken);
        }
    }

    private Finding OfAnotherCopy(VerifiesCopy effect, TrialState trial, CopyState copy) => At(
        effect.By.Place,
        new(
            $"Trial '{trial.Name}' was restored from copy '{trial.Copy}' and proves nothing about '{copy.Name}'; restore '{copy.Name}' into a trial of its own",
            $"試験用データベース '{trial.Name}' はコピー '{trial.Copy}' から復元されたもので、'{copy.Name}' の証明になりません。'{copy.Name}' を別の試験用データベースに復元してください"),
        new RelatedPlace(trial.RestoredBy.Place, new("it is restored here", "ここで復元されます")));
}
