using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.DestroyedWithoutVerifiedCopy" />
public sealed class DestroyedWithoutVerifiedCopy : LossRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.DestroyedWithoutVerifiedCopy;

    private protected override Finding? Judge(Loss loss) => loss is { Cover: { } cover, IsVerified: false, NamesAnotherCopy: false }
        ? At(
            loss.Place,
            $"{loss.Subject} while its copy '{cover.Name}' was never verified; add 'verify-copy' before this step",
            new RelatedPlace(cover.TakenBy.Place, $"copy '{cover.Name}' is taken here"))
        : null;
}
