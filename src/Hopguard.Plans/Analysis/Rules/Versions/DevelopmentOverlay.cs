using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.DevelopmentOverlay" />
public sealed class DevelopmentOverlay : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.DevelopmentOverlay;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var development = new HashSet<string>(trace.Facts.Application.DevelopmentFiles, StringComparer.Ordinal);
        var started = trace.Compose.StartFiles.Concat(trace.Of<StartsServices>().Select(at => (StartsServices)at.Effect).SelectMany(starts => starts.Files));
        foreach (var file in started.Where(file => development.Contains(file.Text)))
        {
            yield return At(StartSets.PlaceOf(file, trace), new(
                $"File '{file}' is meant for development machines; leave it out of what is started",
                $"ファイル '{file}' は開発用のマシン向けです。起動に使うファイルから外してください"));
        }
    }
}
