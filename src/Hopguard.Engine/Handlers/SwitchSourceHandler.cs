using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>
/// Exchanges source trees by two renames in one folder: the deployment becomes the kept tree, the fetched tree becomes the deployment. The operator's own files
/// are carried over first, so that the new tree is complete the moment it appears.
/// </summary>
public sealed class SwitchSourceHandler : StepHandler<SwitchSource>
{
    // Remembered before the first rename: a kept folder alone could be somebody else's.
    private const string Began = "switching";

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = SourceTrees.Of(step, context);
        return Task.FromResult(IsSwitched(trees) ? Probe.Done(Summary(trees)) : Probe.NotDone());
    }

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = SourceTrees.Of(step, context);
        var isKept = Path.Exists(trees.Kept);
        var isBetween = context.Memory.Recall(Began) is not null && isKept && !Directory.Exists(trees.Deployment);
        var isClear = !isKept && Directory.Exists(trees.Deployment) && !trees.IsNewDeployed;
        return Task.FromResult(isBetween || isClear || IsSwitched(trees) ? null : Refusal(trees, isKept));
    }

    /// <inheritdoc />
    protected override Task<StepOutcome> ExecuteAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = SourceTrees.Of(step, context);
        if (IsSwitched(trees))
            return Task.FromResult<StepOutcome>(new StepOutcome.Done(Summary(trees)));

        var source = context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(step.To))
            ?? throw new HopguardException($"Source '{step.To}' was not fetched in this run", "Run the step that fetches it first");
        trees.Adopt(source.Folder);
        CarryOver(Directory.Exists(trees.Deployment) ? trees.Deployment : trees.Kept, trees, context);
        DurableFile.FlushFileSystem(trees.Parent);
        context.Memory.Remember(Began, trees.Kept);
        context.Memory.Keeps("old source tree", trees.Kept);
        if (Directory.Exists(trees.Deployment))
            Directory.Move(trees.Deployment, trees.Kept);

        Directory.Move(trees.Incoming, trees.Deployment);
        DurableFile.FlushFolder(trees.Parent);
        return Task.FromResult<StepOutcome>(new StepOutcome.Done(Summary(trees)));
    }

    /// <inheritdoc />
    protected override Task<string> UndoAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = SourceTrees.Of(step, context);
        var isAway = trees.IsNewDeployed || !Directory.Exists(trees.Deployment);
        if (isAway && (context.Memory.Recall(Began) is null || !Directory.Exists(trees.Kept)))
            throw new HopguardException($"Old source tree of '{trees.Deployment}' is not in '{trees.Kept}'", $"Put it back into '{trees.Kept}', then repeat the rollback");

        if (isAway)
            PutBack(trees);

        trees.RemoveIncoming();
        if (context.Memory.Recall(Began) is null)
            return Task.FromResult("the source tree was not switched");

        context.Memory.Keeps("old source tree", string.Empty);
        return Task.FromResult($"source tree of version {context.Before.Version} is in '{trees.Deployment}'");
    }

    private static bool IsSwitched(SourceTrees trees) => trees.IsNewDeployed && Directory.Exists(trees.Kept);

    private static StepOutcome.Failed Refusal(SourceTrees trees, bool isKept) => isKept
        ? new($"Folder '{trees.Kept}' exists already, so the old source tree cannot be kept there", "Move it elsewhere")
        : new($"Old source tree is neither in '{trees.Deployment}' nor in '{trees.Kept}'", $"Put it back into '{trees.Deployment}'");

    private static void PutBack(SourceTrees trees)
    {
        if (trees.IsNewDeployed)
        {
            trees.RemoveIncoming();
            Directory.Move(trees.Deployment, trees.Incoming);
        }

        Directory.Move(trees.Kept, trees.Deployment);
        DurableFile.FlushFolder(trees.Parent);
    }

    private static void CarryOver(string old, SourceTrees trees, StepContext context)
    {
        foreach (var file in OperatorsFiles.Of(context))
        {
            var from = Path.Combine(old, file);
            var to = Path.Combine(trees.Incoming, file);
            if (!File.Exists(from))
                continue;

            if (!File.Exists(to))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(from, to);
                context.Log($"'{file}' was carried over from the old source tree");
            }
            else if (!File.ReadAllBytes(from).AsSpan().SequenceEqual(File.ReadAllBytes(to)))
            {
                context.Log($"'{file}' of the new source tree differs from the old one's, which was not carried over and is kept in '{trees.Kept}'");
            }
        }
    }

    private static string Summary(SourceTrees trees) => $"new source tree in '{trees.Deployment}', old one kept in '{trees.Kept}'";
}
