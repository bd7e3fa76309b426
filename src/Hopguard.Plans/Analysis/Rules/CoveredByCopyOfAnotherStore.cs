using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules;

/// <inheritdoc cref="RuleList.CoveredByCopyOfAnotherStore" />
public sealed class CoveredByCopyOfAnotherStore : LossRule
{
    /// <inheritdoc />
    public override Rule Rule => RuleList.CoveredByCopyOfAnotherStore;

    private protected override Finding? Judge(Loss loss) => loss is { NamesAnotherCopy: true, Named: { } named, Cover: { } cover }
        ? At(named.Place, $"Copy '{named}' does not hold store '{loss.Store.Store.Name}', which is {loss.Verb} under its cover; name '{cover.Name}'")
        : null;
}
