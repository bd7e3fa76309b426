using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP226: the version before is taken down with other compose files than it runs with.</summary>
public sealed class DownFilesDiffer : EffectRule<TakesDown>
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP226",
        new("The version before is taken down with other compose files than it runs with", "旧バージョンが、稼働に使われているものとは異なる Compose ファイルで停止される"),
        new(
            "Services that those files do not know stay up with 'restart: always' and go on writing while the data moves.",
            "そのファイルにないサービスは 'restart: always' のまま残り、データの移動中も書き込みを続けます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
