using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP003: a store is removed, retired or overwritten although its copy is stale.</summary>
public sealed class DestroyedWithStaleCopy : LossRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP003",
        new("A store is removed, retired or overwritten although its copy is stale", "コピーが古くなったストアが削除、退避または上書きされる"),
        new(
            "Writers ran after the copy was begun, so the last writes are in the store alone and go with it.",
            "コピーの開始後に書き込むサービスが動いていたため、最後の書き込みはストアにしかなく、一緒に失われます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
