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

        var part = cover.Parts[loss.Store.Store.Name];
        return part.OfEmptyStore is not null ? null : At(loss.Place, Text(loss, cover, part.Writer), [Related.Taken(cover), .. Related.LastWriter(loss.Store)]);
    }

    private static Message Text(Loss loss, CopyState cover, string? writer) => writer is not null
        ? new(
            $"{loss.Subject.English} while its copy '{cover.Name}' is stale: it was taken while '{writer}' could write; take it after 'stop-services'",
            $"{loss.Subject.Japanese}が、コピー '{cover.Name}' は '{writer}' が書き込める間に取られたため古くなっています。'stop-services' の後に取ってください")
        : new(
            $"{loss.Subject.English} while its copy '{cover.Name}' is stale: '{loss.Store.LastWriter}' could write after it; {LateWrite.Remedy(loss.Store).English}",
            $"{loss.Subject.Japanese}が、コピー '{cover.Name}' の後に '{loss.Store.LastWriter}' が書き込めたため古くなっています。{LateWrite.Remedy(loss.Store).Japanese}");
}
