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

    // What an operator adds to a source tree: settings, overrides, and Hopguard's own options.
    private static readonly string[] OperatorsFiles = [".env", "docker-compose.override.yml", "hopguard.yaml"];

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Memory.Recall(Began) is not null && Trees.Of(step, context) is { IsSwitched: true } trees ? Probe.Done(Summary(trees)) : Probe.NotDone());

    /// <inheritdoc />
    protected override Task<StepOutcome.Failed?> GuardAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = Trees.Of(step, context);
        return Task.FromResult(Directory.Exists(trees.Kept) && context.Memory.Recall(Began) is null
            ? new StepOutcome.Failed($"Folder '{trees.Kept}' exists already, so the old source tree cannot be kept there", "Move it elsewhere")
            : null);
    }

    /// <inheritdoc />
    protected override Task<StepOutcome> ExecuteAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = Trees.Of(step, context);
        var old = Directory.Exists(trees.Deployment) ? trees.Deployment : trees.Kept;
        Adopt(trees.Fetched, trees.Incoming);
        CarryOver(old, trees.Incoming, context);
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
        if (context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(step.To)) is null)
            return Task.FromResult("the source tree was not switched");

        var trees = Trees.Of(step, context);
        if (context.Memory.Recall(Began) is null || !Directory.Exists(trees.Kept))
        {
            if (Directory.Exists(trees.Incoming))
                Directory.Delete(trees.Incoming, recursive: true);
            return Task.FromResult("the source tree was not switched");
        }

        if (Directory.Exists(trees.Deployment))
            Directory.Move(trees.Deployment, trees.Incoming);

        Directory.Move(trees.Kept, trees.Deployment);
        DurableFile.FlushFolder(trees.Parent);
        if (Directory.Exists(trees.Incoming))
            Directory.Delete(trees.Incoming, recursive: true);

        context.Memory.Keeps("old source tree", string.Empty);
        return Task.FromResult($"source tree of version {context.Before.Version} is back in '{trees.Deployment}'");
    }

    // The fetched tree may lie on another file system than the deployment, where a rename cannot reach; a copy beside the deployment can always be renamed.
    private static void Adopt(string fetched, string incoming)
    {
        if (Directory.Exists(incoming))
            Directory.Delete(incoming, recursive: true);

        FolderCopy.Copy(fetched, incoming);
    }

    private static void CarryOver(string old, string incoming, StepContext context)
    {
        foreach (var file in OperatorsFiles.Concat(context.Options.ComposeFiles ?? []))
        {
            var from = Path.Combine(old, file);
            var to = Path.Combine(incoming, file);
            if (!File.Exists(from) || File.Exists(to))
                continue;

            File.Copy(from, to);
            context.Log($"'{file}' was carried over from the old source tree");
        }
    }

    private static string Summary(Trees trees) => $"new source tree in '{trees.Deployment}', old one kept in '{trees.Kept}'";

    private sealed record Trees(string Deployment, string Kept, string Fetched, string Incoming)
    {
        public string Parent => Path.GetDirectoryName(Deployment)!;

        public bool IsSwitched => Directory.Exists(Kept) && Directory.Exists(Deployment) && !Directory.Exists(Incoming);

        public static Trees Of(SwitchSource step, StepContext context)
        {
            var deployment = context.Before.Folder;
            var source = context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(step.To))
                ?? throw new HopguardException($"Source '{step.To}' was not fetched in this run");
            var keepAs = step.KeepAs.Text;
            if (keepAs.Contains('/', StringComparison.Ordinal) || keepAs.Contains('\\', StringComparison.Ordinal) || keepAs is "." or "..")
                throw new HopguardException($"'keep-as: {keepAs}' is not a plain folder name");

            return new Trees(deployment, Path.Combine(Path.GetDirectoryName(deployment)!, keepAs), source.Folder, $"{deployment}.hopguard-{context.RunId}");
        }
    }
}
