using System.Text.Json;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Handlers;

/// <summary>
/// Exchanges source trees by renames in one folder: the deployment becomes the kept tree, the fetched tree becomes the deployment. The operator's own files are copied
/// into the new tree before; what containers mount is moved over between the two renames, however large it is. Undone, it comes back with what was written since.
/// </summary>
public sealed class SwitchSourceHandler(ICompose compose) : StepHandler<SwitchSource>
{
    // Remembered before the first rename: a kept folder alone could be somebody else's, and what was moved has to be known without the old tree.
    private const string Began = "switching";
    private const string Moved = "moved along";
    private const string OldTree = "old source tree";

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
        var isClear = !isKept && trees.IsOldDeployed;
        return Task.FromResult(isBetween || isClear || IsSwitched(trees) ? null : Refusal(trees, isKept));
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = SourceTrees.Of(step, context);
        if (IsSwitched(trees))
            return new StepOutcome.Done(Summary(trees));

        if (trees.IsOldDeployed)
            await PrepareAsync(step, trees, context, cancellationToken);

        if (Directory.Exists(trees.Deployment))
            Directory.Move(trees.Deployment, trees.Kept);

        trees.TakeAlong(RecallMoves(context));
        Directory.Move(trees.Incoming, trees.Deployment);
        DurableFile.FlushFolder(trees.Parent);
        return new StepOutcome.Done(Summary(trees));
    }

    /// <inheritdoc />
    protected override Task<string> UndoAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken)
    {
        var trees = SourceTrees.Of(step, context);
        var isAway = !trees.IsOldDeployed;
        // Where the switch was not begun, it was somebody else who took the tree away.
        var place = context.Memory.Recall(Began) is null ? trees.Deployment : trees.Kept;
        if (isAway && (place == trees.Deployment || !Directory.Exists(trees.Kept)))
            throw new HopguardException($"Old source tree of '{trees.Deployment}' is not in '{place}'", $"Put it back into '{place}', then repeat the rollback");

        if (isAway)
            PutBack(trees, context);

        var aside = ClearIncoming(trees, context);
        if (context.Memory.Recall(Began) is null)
            return Task.FromResult("the source tree was not switched");

        context.Memory.Keeps(OldTree, string.Empty);
        return Task.FromResult($"source tree of version {context.Before.Version} is in '{trees.Deployment}'" + (aside is null ? string.Empty : $", the new one with what was changed in it in '{aside}'"));
    }

    /// <inheritdoc />
    protected override Task<IReadOnlyList<string>> ForeseeAsync(SwitchSource step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Problems(step, context)]);

    private static IEnumerable<string> Problems(SwitchSource step, StepContext context)
    {
        if (!context.Plan.Steps.OfType<FetchSource>().Any(fetch => fetch.As.Text == step.To.Text))
            yield return $"step '{step.Id}' switches to the kept source tree '{step.To}', and only a rollback goes back";

        if (SourceTrees.Of(step, context).Kept is var kept && Path.Exists(kept))
            yield return $"folder '{kept}' exists already, so the old source tree cannot be kept there (move it elsewhere)";
    }

    private async Task PrepareAsync(SwitchSource step, SourceTrees trees, StepContext context, CancellationToken cancellationToken)
    {
        var source = context.Evidence.Find<SourceEvidence>(SourceEvidence.FileName(step.To))
            ?? throw new HopguardException($"Source '{step.To}' was not fetched in this run", "Run the step that fetches it first");
        var carried = (await TargetRendering.RenderAsync(compose, context, cancellationToken)).Carried;
        ClearIncoming(trees, context);
        trees.Adopt(source.Folder, carried.Copies);
        foreach (var (path, text) in RenamedServices.Of(carried.Copies, context))
        {
            await File.WriteAllTextAsync(Path.Combine(trees.Incoming, path), text, cancellationToken);
            context.Log($"'{path}' has services under the names of version {context.Plan.To}");
        }

        foreach (var path in carried.Copies)
            context.Log($"'{path}' is carried over from the old source tree");

        foreach (var path in carried.Moves)
            context.Log($"'{path}' moves into the new source tree");

        DurableFile.FlushFileSystem(trees.Parent);
        context.Memory.Remember(Moved, JsonSerializer.Serialize(carried.Moves));
        context.Memory.Remember(Began, trees.Kept);
        context.Memory.Keeps(OldTree, trees.Kept);
    }

    private static void PutBack(SourceTrees trees, StepContext context)
    {
        foreach (var aside in trees.BringBack(RecallMoves(context)))
            context.Memory.Keeps($"what was put into the kept source tree in the middle of the run, as '{aside}'", Path.Combine(trees.Deployment, aside));

        if (trees.IsNewDeployed)
        {
            ClearIncoming(trees, context);
            Directory.Move(trees.Deployment, trees.Incoming);
        }

        Directory.Move(trees.Kept, trees.Deployment);
        DurableFile.FlushFolder(trees.Parent);
    }

    // What the operator wrote into the new tree while it was in its place is kept, under a name of its own.
    private static string? ClearIncoming(SourceTrees trees, StepContext context)
    {
        string? aside = null;
        if (context.Memory.Recall(Began) is not null && Directory.Exists(trees.Incoming) && trees.IsIncomingEdited())
        {
            aside = Free($"{trees.Deployment}.abandoned-{trees.RunId}");
            context.Memory.Keeps($"source tree of the version that was rolled back", aside);
            Directory.Move(trees.Incoming, aside);
            DurableFile.FlushFolder(trees.Parent);
        }

        trees.RemoveIncoming();
        return aside;
    }

    private static string Free(string path) =>
        Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? path : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}-{number}")).First(candidate => !Path.Exists(candidate));

    private static IReadOnlyList<string> RecallMoves(StepContext context) =>
        context.Memory.Recall(Moved) is { } moved ? JsonSerializer.Deserialize<List<string>>(moved) ?? [] : [];

    private static bool IsSwitched(SourceTrees trees) => trees.IsNewDeployed && Directory.Exists(trees.Kept);

    private static StepOutcome.Failed Refusal(SourceTrees trees, bool isKept) => isKept
        ? new($"Folder '{trees.Kept}' exists already, so the old source tree cannot be kept there", "Move it elsewhere")
        : new($"Old source tree is neither in '{trees.Deployment}' nor in '{trees.Kept}'", $"Put it back into '{trees.Deployment}'");

    private static string Summary(SourceTrees trees) => $"new source tree in '{trees.Deployment}', old one kept in '{trees.Kept}'";
}
