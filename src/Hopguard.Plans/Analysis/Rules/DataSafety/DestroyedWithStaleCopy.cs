using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.DestroyedWithStaleCopy" />
public sealed class DestroyedWithStaleCopy : LossRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.DestroyedWithStaleCopy;

    private protected override Finding? Judge(Loss loss)
    {
        if (loss is not { Cover: { } cover, IsFresh: false, NamesAnotherCopy: false })
            return null;

        var store = loss.Store;
        var taken = new RelatedPlace(cover.TakenBy.Place, $"copy '{cover.Name}' is taken here");
        return cover.Parts[store.Store.Name].Writer is { } writer
            ? At(loss.Place, $"{loss.Subject} while its copy '{cover.Name}' is stale: it was taken while '{writer}' could write; take it after 'stop-services'", taken)
            : At(loss.Place, $"{loss.Subject} while its copy '{cover.Name}' is stale: '{store.LastWriter}' could write after it; stop it again and take a new copy", taken);
    }
}
