using Hopguard.Plans.Findings;

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
        if (FileSets.AreOthers(effect.Files, planned))
        {
            yield return At(at.Step.PlaceOf("files"), new(
                $"Version '{trace.Plan.From}' is taken down with {FileSets.Text(effect.Files)} and runs with {FileSets.Text(planned)}; leave 'files' out, or name the files it runs with under 'compose: {{ stop: … }}'",
                $"バージョン '{trace.Plan.From}' は {FileSets.Text(planned)} で稼働していますが、{FileSets.Text(effect.Files)} で停止されます。'files' を外すか、稼働中のファイルを 'compose: {{ stop: … }}' に記載してください"));
        }
    }
}
