using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.DestroyedWithoutCopy" />
public sealed class DestroyedWithoutCopy : LossRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.DestroyedWithoutCopy;

    private protected override Finding? Judge(Loss loss) =>
        loss.Cover is null ? At(loss.Place, $"{loss.Subject} while no copy of it exists; {Remedy(loss)}") : null;

    private static string Remedy(Loss loss) => loss.Store.Store.Kind == Model.StoreKind.PostgreSql
        ? "take one with 'dump-database' and prove it with 'restore-database' and 'verify-copy' first"
        : "take one with 'back-up-volumes' and prove it with 'verify-copy' first";
}
