using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.RetaggedOntoUsedName" />
public sealed class RetaggedOntoUsedName : EffectRule<TagsImage>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.RetaggedOntoUsedName;

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
