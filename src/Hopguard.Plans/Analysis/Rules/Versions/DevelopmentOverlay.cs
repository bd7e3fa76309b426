using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP222: a compose file that is meant for development is among the files that are started.</summary>
public sealed class DevelopmentOverlay : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP222",
        new("A compose file that is meant for development is among the files that are started", "開発用の Compose ファイルが、起動に使うファイルに含まれている"),
        new(
            "It publishes databases and runs debugging code on a machine that holds data.",
            "データを持つマシンでデータベースを公開し、デバッグ用のコードを動かすことになります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

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
