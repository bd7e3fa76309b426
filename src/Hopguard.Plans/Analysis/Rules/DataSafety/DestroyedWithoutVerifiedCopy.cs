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
            new(
                $"{loss.Subject.English} while its copy '{cover.Name}' was never verified; add 'verify-copy' before this step",
                $"{loss.Subject.Japanese}が、コピー '{cover.Name}' は一度も検証されていません。このステップの前に 'verify-copy' を追加してください"),
            Related.Taken(cover))
        : null;
}
