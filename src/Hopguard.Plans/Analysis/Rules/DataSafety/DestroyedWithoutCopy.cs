using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.DestroyedWithoutCopy" />
public sealed class DestroyedWithoutCopy : LossRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.DestroyedWithoutCopy;

    private protected override Finding? Judge(Loss loss)
    {
        if (loss.Cover is not null || loss.IsCoverGone)
            return null;

        var steps = loss.Store.Store.Kind == StoreKind.PostgreSql
            ? new Message("take one with 'dump-database' and prove it with 'restore-database' and 'verify-copy' first", "先に 'dump-database' で取り、'restore-database' と 'verify-copy' で確かめてください")
            : new Message("take one with 'back-up-volumes' and prove it with 'verify-copy' first", "先に 'back-up-volumes' で取り、'verify-copy' で確かめてください");
        return At(
            loss.Place,
            new($"{loss.Subject.English} while no copy of it exists; {steps.English}", $"{loss.Subject.Japanese}が、コピーがありません。{steps.Japanese}"),
            Related.Declared(loss.Store));
    }
}
