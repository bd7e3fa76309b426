using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Order;

/// <summary>HOP113: images are pruned before 'accept'.</summary>
public sealed class ImagesPrunedBeforeAccept : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP113",
        new("Images are pruned before 'accept'", "'accept' より前にイメージが削除される"),
        new(
            "The images of the old version are unused by then and go first; the way back needs them, and a registry may no longer have them.",
            "その時点で旧バージョンのイメージは未使用なので真っ先に消えます。元に戻すには必要であり、レジストリに残っているとは限りません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => IsTooEarly(line.At, trace)
        ? line.Commands.Select(Pruned).Where(word => word is not null).Select(word => At(word!.Place, Text(line.At)))
        : [];

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace) => trace.Of<PrunesEngine>()
        // Where volumes go too, that weighs more.
        .Where(transition => transition.Effect is PrunesEngine { Images: true, Volumes: false } && IsTooEarly(transition, trace))
        .Select(transition => At(transition.Step.PlaceOf("what"), Text(transition)));

    /// <summary>The word with which a command clears the engine of images that run nowhere.</summary>
    internal static ShellWord? Pruned(ShellCommand command) =>
        (command.Is("docker", "image", "prune") && command.Option("-a", "--all") is not null) || (command.Is("docker", "system", "prune") && command.Option("--volumes") is null)
            ? command.Words[0]
            : null;

    internal static bool IsTooEarly(Transition at, Trace trace) => trace.Plan.To is not null && at.Before.Accepted is null;

    private static Message Text(Transition at) => new(
        $"Step '{at.Step.Id}' removes the images of the old version before 'accept'; move it behind the hop, or leave it out",
        $"ステップ '{at.Step.Id}' は 'accept' より前に旧バージョンのイメージを削除します。ホップの後に行うか、取り除いてください");
}
