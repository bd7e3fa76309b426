using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.CoveredByCopyOfAnotherStore" />
public sealed class CoveredByCopyOfAnotherStore : LossRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.CoveredByCopyOfAnotherStore;

    private protected override Finding? Judge(Loss loss) => loss is { NamesAnotherCopy: true, Named: { } named, Cover: { } cover }
        ? At(
            named.Place,
            new(
                $"Copy '{named}' does not hold store '{loss.Store.Store.Name}', which is retired under its cover; name '{cover.Name}'",
                $"コピー '{named}' は退避されるストア '{loss.Store.Store.Name}' を含んでいません。'{cover.Name}' を指定してください"))
        : null;
}
