using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.CopyVerifiedByTheWrongThing" />
public sealed class CopyVerifiedByTheWrongThing : EffectRule<VerifiesCopy>
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.CopyVerifiedByTheWrongThing;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(VerifiesCopy effect, Transition at, Trace trace)
    {
        var copy = at.Before.Copies[effect.Copy];
        if (at.Before.Trials.TryGetValue(effect.By, out var trial))
        {
            if (trial.Copy != copy.Name)
            {
                yield return At(
                    effect.By.Place,
                    $"Trial '{trial.Name}' was restored from copy '{trial.Copy}' and proves nothing about '{copy.Name}'; restore '{copy.Name}' into a trial of its own",
                    new RelatedPlace(trial.RestoredBy.Place, "it is restored here"));
            }
        }
        else if (effect.By.Text != VerifyCopy.ReadBack)
        {
            yield return At(effect.By.Place, $"Trial '{effect.By}' is gone when it is to prove copy '{copy.Name}'; verify before it is promoted or discarded");
        }
        else if (copy.Parts.Keys.Any(store => at.Before.Stores[store].Store.Kind == StoreKind.PostgreSql))
        {
            yield return At(effect.By.Place, $"Copy '{copy.Name}' is a database dump, which reading back does not prove; restore it with 'restore-database' and verify it by that trial");
        }
    }
}
