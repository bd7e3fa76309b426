using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP002: a store is removed, retired or overwritten although its copy was never verified.</summary>
public sealed class DestroyedWithoutVerifiedCopy : LossRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP002",
        new("A store is removed, retired or overwritten although its copy was never verified", "検証されていないコピーしかないストアが削除、退避または上書きされる"),
        new(
            "A dump that was cut short restores with exit code 0 and without its rows or keys: only a copy that was restored and compared is a copy.",
            "途中で切れたダンプは、行やキーを欠いたまま終了コード 0 で復元されます。復元して照合したコピーだけがコピーです。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    private protected override Finding? Judge(Loss loss) => loss is { Cover: { } cover, IsVerified: false, NamesAnotherCopy: false }
        ? At(
            loss.Place,
            new(
                $"{loss.Subject.English} while its copy '{cover.Name}' was never verified; add 'verify-copy' before this step",
                $"{loss.Subject.Japanese}が、コピー '{cover.Name}' は一度も検証されていません。このステップの前に 'verify-copy' を追加してください"),
            Related.Taken(cover))
        : null;
}
