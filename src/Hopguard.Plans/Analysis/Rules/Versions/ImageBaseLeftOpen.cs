using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP234: a database stays on its files under a tag that does not say which system the image is built on: another one, or the same where images are pulled.</summary>
public sealed class ImageBaseLeftOpen : PlanRule
{
    private const string Open = "debian";

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP234",
        new("A database stays on its files under a tag that does not say which system its image is built on", "データベースが、ベースシステムを示さないタグのイメージで、同じデータファイルのまま動く"),
        new(
            "Vendors move such tags to the next release of their system, whose C library sorts text differently: indexes then miss rows and accept duplicates.",
            "そのようなタグは、配布元によって次のリリースのシステムへ移されます。C ライブラリーが変わると文字列の並び順が変わり、インデックスは行を取りこぼし重複を受け入れます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        foreach (var (store, before, after) in ImageBaseChanges.OnOldFiles(trace))
        {
            // A base that both name is compared by another rule.
            var (old, young) = (ComposeImage.Parse(before), ComposeImage.Parse(after));
            if ((old.Base != Open && young.Base != Open) || old.SortsDifferently(young))
                continue;
            if (before.Text == after.Text && (young.IsPinned || !trace.Plan.Steps.Any(step => step is PullImages)))
                continue;

            yield return At(
                trace.Plan.ToPlace,
                before.Text == after.Text ? new(
                    $"Store '{store.Name}' stays on its files, and image '{after}' of both versions may be built on another system by now where it is pulled anew; name the system in the tag, or dump the store, restore it into a trial and promote that",
                    $"ストア '{store.Name}' は同じデータファイルのまま、両バージョンのイメージ '{after}' が改めて取得されるとベースシステムが変わっている可能性があります。タグでシステムを指定するか、ダンプして試行にリストアし昇格させてください")
                : new(
                    $"Store '{store.Name}' stays on its files while its image changes from '{before}' to '{after}', which may be built on another system; name the system in the tag, or dump the store, restore it into a trial and promote that",
                    $"ストア '{store.Name}' は同じデータファイルのまま、イメージが '{before}' から '{after}' に変わり、ベースシステムが変わる可能性があります。タグでシステムを指定するか、ダンプして試行にリストアし昇格させてください"),
                new RelatedPlace(before.Place, new("the old image", "旧イメージ")),
                new RelatedPlace(after.Place, new("the new image", "新イメージ")));
        }
    }
}
