using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>A step of the test world.</summary>
[StepKind("work", "Works on the world of a test.")]
internal sealed record Work : Step
{
    /// <summary>The step after which it may begin before its turn; null for none.</summary>
    public string? EarlyAfter { get; init; }

    /// <summary>The step whose result it reads; null for none.</summary>
    public string? ReadsFrom { get; init; }

    /// <summary>Whether something can be prepared for it.</summary>
    public bool Prepares { get; init; }

    public override IEnumerable<Effect> Effects => [];
}

/// <summary>Does and undoes work in two strokes each, so that it can be caught in the middle.</summary>
internal sealed class WorkHandler(World world) : StepHandler<Work>, IEarlyWork, IPreparation
{
    Step? IEarlyWork.BeginsAfter(Step step, Plan plan) => plan.Steps.FirstOrDefault(other => other.Id == ((Work)step).EarlyAfter);

    bool IEarlyWork.Reads(Step step, Step maker) => maker.Id == ((Work)step).ReadsFrom;

    async Task<StepOutcome?> IEarlyWork.BeginAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        (StepOutcome?)await GuardAsync((Work)step, context, cancellationToken) ?? await ExecuteAsync((Work)step, context, cancellationToken);

    bool IPreparation.CanPrepare(Step step, Plan plan) => ((Work)step).Prepares;

    async Task<StepOutcome?> IPreparation.PrepareAsync(Step step, StepContext context, CancellationToken cancellationToken)
    {
        world.Set(step.Id, World.Half);
        var fault = world.Call($"prepare {step.Id}");
        if (world.Waits.TryGetValue(step.Id, out var wait))
            await wait.Task.WaitAsync(cancellationToken);

        cancellationToken.ThrowIfCancellationRequested();
        return fault ?? new StepOutcome.Done($"{step.Id} is prepared");
    }

    protected override Task<Probe> ProbeAsync(Work step, StepContext context, CancellationToken cancellationToken)
    {
        world.Call($"probe {step.Id}");
        return Task.FromResult(world[step.Id] == World.Done ? Probe.Done("seen done") : Probe.NotDone());
    }

    protected override Task<StepOutcome.Failed?> GuardAsync(Work step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Call($"guard {step.Id}") as StepOutcome.Failed);

    protected override async Task<StepOutcome> ExecuteAsync(Work step, StepContext context, CancellationToken cancellationToken)
    {
        if (world[step.Id] == World.Done)
            world.Violations.Add($"{step.Id} was done twice");
        var last = step.EarlyAfter ?? step.Id;
        if (context.Plan.Steps.OfType<Work>().TakeWhile(earlier => earlier != step && earlier.Id != last).Any(earlier => world[earlier.Id] != World.Done))
            world.Violations.Add($"{step.Id} was done before its turn");

        if (step.Id == "check" && await context.Foresee(cancellationToken) is { Count: > 0 } problems)
            return new StepOutcome.Failed(string.Join("; ", problems));

        context.Memory.Remember("began", "yes");
        world.Set(step.Id, World.Half);
        var fault = world.Call($"execute {step.Id}");
        if (world.Waits.TryGetValue(step.Id, out var wait))
            await wait.Task.WaitAsync(cancellationToken);

        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null)
            return fault;

        world.Set(step.Id, World.Done);
        return new StepOutcome.Done($"{step.Id} is done");
    }

    protected override Task<IReadOnlyList<string>> ForeseeAsync(Work step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(world.Call($"foresee {step.Id}") is StepOutcome.Failed failed ? [failed.What] : []);

    protected override Task<StepOutcome.Failed?> GuardResumeAsync(Work step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Faults.ContainsKey($"resume {step.Id}") ? world.Call($"resume {step.Id}") as StepOutcome.Failed : null);

    protected override Task<StepOutcome.Failed?> GuardEntryAsync(Work step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Faults.ContainsKey($"enter {step.Id}") ? world.Call($"enter {step.Id}") as StepOutcome.Failed : null);

    protected override Task<StepOutcome.Failed?> GuardUndoAsync(Work step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Call($"guard-undo {step.Id}") as StepOutcome.Failed);

    protected override Task<string> UndoAsync(Work step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Plan.Steps.OfType<Work>().SkipWhile(other => other != step).Skip(1).Any(later => world[later.Id] != World.Untouched))
            world.Violations.Add($"{step.Id} was undone before a later step");

        world.Set(step.Id, World.Half);
        world.Call($"undo {step.Id}");
        cancellationToken.ThrowIfCancellationRequested();
        world.Set(step.Id, World.Untouched);
        return Task.FromResult($"{step.Id} is undone");
    }
}

/// <summary>Deletes nothing, but only when asked for.</summary>
internal sealed class DeleteRetiredHandler(World world) : StepHandler<DeleteRetired>
{
    protected override Task<StepOutcome> ExecuteAsync(DeleteRetired step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Call("delete") ?? (context.Options.DeleteRetired ? new StepOutcome.Done("deleted") : new StepOutcome.Waiting("--delete-retired")));
}

/// <summary>Has done its step at once; of kinds of which only the fact that they were done matters.</summary>
internal sealed class DoneHandler<TStep>(World world) : StepHandler<TStep>
    where TStep : Step
{
    protected override Task<StepOutcome> ExecuteAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Call($"execute {step.Id}") ?? new StepOutcome.Done($"{step.Id} is done"));
}
