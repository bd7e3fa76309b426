using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.DownFilesDiffer" />
public sealed class DownFilesDiffer : EffectRule<TakesDown>
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.DownFilesDiffer;

    /// <inheritdoc />
    protected override IEnumerable<Finding> Check(TakesDown effect, Transition at, Trace trace)
    {
        var planned = trace.Compose.StopFiles;
        if (!effect.Files.IsEmpty && !new HashSet<string>(planned.Select(file => file.Text), StringComparer.Ordinal).SetEquals(effect.Files.Select(file => file.Text)))
        {
            yield return At(at.Step.PlaceOf("files"), new(
                $"Version '{trace.Plan.From}' is taken down with {Text(effect.Files)} and runs with {Text(planned)}; leave 'files' out, or name the files it runs with under 'compose: {{ stop: … }}'",
                $"バージョン '{trace.Plan.From}' は {Text(planned)} で稼働していますが、{Text(effect.Files)} で停止されます。'files' を外すか、稼働中のファイルを 'compose: {{ stop: … }}' に記載してください"));
        }
    }

    private static string Text(IEnumerable<Name> files) => string.Join(", ", files.Select(file => $"'{file}'"));
}
