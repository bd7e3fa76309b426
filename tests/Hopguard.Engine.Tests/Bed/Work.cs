using Hopguard.Engine.Steps;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Bed;

/// <summary>A step of the test world.</summary>
[StepKind("work", "Works on the world of a test.")]
internal sealed record Work : Step
{
    public override IEnumerable<Effect> Effects => [];
}

/// <summary>Does and undoes work in two strokes each, so that it can be caught in the middle.</summary>
internal sealed class WorkHandler(World world) : StepHandler<Work>
{
    protected override Task<Probe> ProbeAsync(Work step, StepContext context, CancellationToken cancellationToken)
    {
        world.Call($"probe {step.Id}");
        return Task.FromResult(world[step.Id] == World.Done ? Probe.Done("seen done") : Probe.NotDone());
    }

    protected override Task<StepOutcome.Failed?> GuardAsync(Work step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(world.Call($"guard {step.Id}") as StepOutcome.Failed);

    protected override Task<StepOutcome> ExecuteAsync(Work step, StepContext context, CancellationToken cancellationToken)
    {
        if (world[step.Id] == World.Done)
            world.Violations.Add($"{step.Id} was done twice");
        if (context.Plan.Steps.OfType<Work>().TakeWhile(earlier => earlier != step).Any(earlier => world[earlier.Id] != World.Done))
            world.Violations.Add($"{step.Id} was done before its turn");

        context.Memory.Remember("began", "yes");
        world.Set(step.Id, World.Half);
        var fault = world.Call($"execute {step.Id}");
        cancellationToken.ThrowIfCancellationRequested();
        if (fault is not null)
            return Task.FromResult(fault);

        world.Set(step.Id, World.Done);
        return Task.FromResult<StepOutcome>(new StepOutcome.Done($"{step.Id} is done"));
    }

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
