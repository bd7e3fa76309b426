using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP223: an image is given a name under which the version before is started.</summary>
public sealed class RetaggedOntoUsedName : EffectRule<TagsImage>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP223",
        new("An image is given a name under which the version before is started", "旧バージョンの起動に使われる名前が、別のイメージに付けられる"),
        new(
            "Going back to the old files then runs the new code: the way back looks complete and is none.",
            "旧ファイルへ戻しても新しいコードが動きます。ロールバックは完了したように見えて、実際には戻っていません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TagsImage effect, Transition at, Trace trace)
    {
        var tagged = ComposeImage.Parse(effect.As);
        var user = trace.Compose.Source?.InOrder.FirstOrDefault(service => service.Image is { } image && ComposeImage.Parse(image) is var used && used.Repository == tagged.Repository && used.Tag == tagged.Tag);
        if (user is not null)
        {
            yield return At(
                effect.As.Place,
                new(
                    $"Image '{effect.Image}' gets the name '{effect.As}', under which service '{user.Name}' of '{trace.Plan.From}' starts; leave the old name alone and start the new version under its own",
                    $"イメージ '{effect.Image}' に、'{trace.Plan.From}' のサービス '{user.Name}' が起動に使う名前 '{effect.As}' が付けられます。旧名には手を付けず、新バージョンは自身の名前で起動してください"),
                new RelatedPlace(user.Image!.Place, new("the version before uses the name here", "旧バージョンによる使用")));
        }
    }
}
