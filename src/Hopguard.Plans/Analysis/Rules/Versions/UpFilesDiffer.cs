using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

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
        if (!effect.Files.IsEmpty && !new HashSet<string>(planned.Select(file => file.Text), StringComparer.Ordinal).SetEquals(effect.Files.Select(file => file.Text)))
        {
            yield return At(at.Step.PlaceOf("files"), new(
                $"Services are started with {Text(effect.Files)} where the plan starts {Text(planned)}; leave 'files' out, or name these files under 'compose: {{ start: … }}'",
                $"プランは {Text(planned)} で起動することになっていますが、{Text(effect.Files)} でサービスが起動されます。'files' を外すか、これらのファイルを 'compose: {{ start: … }}' に記載してください"));
        }
    }

    private static string Text(IEnumerable<Name> files) => string.Join(", ", files.Select(file => $"'{file}'"));
}
