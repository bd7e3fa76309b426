using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP109: the images of the new version are never pulled before they are needed.</summary>
public sealed class ImagesNeverPulled : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP109",
        new("The images of the new version are never pulled before they are needed", "新しいバージョンのイメージが事前に取得されない"),
        new(
            "Starting pulls what is missing, in the middle of the outage: a registry that does not answer or refuses then leaves neither version running.",
            "足りないイメージは起動時、つまりサービス停止中に取得されます。レジストリが応答しない、または拒否すると、どちらのバージョンも動かない状態になります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        if (trace.Plan.To is null || trace.End.Pulled is not null)
            yield break;

        var start = trace.Of<StartsServices>().FirstOrDefault(transition => transition.Before.Switched is not null);
        if (start is not null)
        {
            yield return At(
                start.Step.Place,
                new(
                    $"Step '{start.Step.Id}' starts the new version, whose images were never pulled; add 'pull-images' before the first stop",
                    $"ステップ '{start.Step.Id}' は新しいバージョンを起動しますが、イメージが取得されていません。最初の停止より前に 'pull-images' を追加してください"));
        }
    }
}
