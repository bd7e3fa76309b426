using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.UpFilesDiffer" />
public sealed class UpFilesDiffer : EffectRule<StartsServices>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.UpFilesDiffer;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(StartsServices effect, Transition at, Trace trace)
    {
        var planned = trace.Compose.StartFiles;
        if (FileSets.AreOthers(effect.Files, planned))
        {
            yield return At(at.Step.PlaceOf("files"), new(
                $"Services are started with {FileSets.Text(effect.Files)} where the plan starts {FileSets.Text(planned)}; leave 'files' out, or name these files under 'compose: {{ start: … }}'",
                $"プランは {FileSets.Text(planned)} で起動することになっていますが、{FileSets.Text(effect.Files)} でサービスが起動されます。'files' を外すか、これらのファイルを 'compose: {{ start: … }}' に記載してください"));
        }
    }
}
