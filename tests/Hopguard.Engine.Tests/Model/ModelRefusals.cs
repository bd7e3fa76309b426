using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Tests.Model;

/// <summary>Which steps are refused, and where: what an operator has not mended yet.</summary>
internal sealed class ModelRefusals
{
    public const string Guard = "guard", Execute = "execute", GuardUndo = "guard-undo", Undo = "undo";

    /// <summary>What is refused, as <c>guard pull-images</c>.</summary>
    public HashSet<string> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The handler, which is refused where the test says so.</summary>
    public IStepHandler Before(IStepHandler handler) => new Refused(this, handler);

    private sealed class Refused(ModelRefusals refusals, IStepHandler handler) : IStepHandler, IEarlyWork, IPreparation
    {
        public Type StepType => handler.StepType;

        public Task<Probe> ProbeAsync(Step step, StepContext context, CancellationToken cancellationToken) => handler.ProbeAsync(step, context, cancellationToken);

        public async Task<StepOutcome.Failed?> GuardAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
            Is(Guard, step) ? new StepOutcome.Failed($"Step '{step.Id}' is refused", "Mend it") : await handler.GuardAsync(step, context, cancellationToken);

        // The worst time for it: everything is done, and the step failed all the same.
        public async Task<StepOutcome> ExecuteAsync(Step step, StepContext context, CancellationToken cancellationToken)
        {
            var outcome = await handler.ExecuteAsync(step, context, cancellationToken);
            return Is(Execute, step) ? throw new HopguardException($"Step '{step.Id}' broke") : outcome;
        }

        public async Task<string> UndoAsync(Step step, StepContext context, CancellationToken cancellationToken)
        {
            var summary = await handler.UndoAsync(step, context, cancellationToken);
            return Is(Undo, step) ? throw new HopguardException($"Undoing '{step.Id}' broke") : summary;
        }

        public Task<IReadOnlyList<string>> ForeseeAsync(Step step, StepContext context, CancellationToken cancellationToken) => handler.ForeseeAsync(step, context, cancellationToken);

        public Task<StepOutcome.Failed?> GuardResumeAsync(Step step, StepContext context, CancellationToken cancellationToken) => handler.GuardResumeAsync(step, context, cancellationToken);

        public Task<StepOutcome.Failed?> GuardEntryAsync(Step step, StepContext context, CancellationToken cancellationToken) => handler.GuardEntryAsync(step, context, cancellationToken);

        public async Task<StepOutcome.Failed?> GuardUndoAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
            Is(GuardUndo, step) ? new StepOutcome.Failed($"Undoing '{step.Id}' is refused", "Mend it") : await handler.GuardUndoAsync(step, context, cancellationToken);

        public Step? BeginsAfter(Step step, Plan plan) => (handler as IEarlyWork)?.BeginsAfter(step, plan);

        public bool Reads(Step step, Step maker) => (handler as IEarlyWork)?.Reads(step, maker) == true;

        public Task<StepOutcome?> BeginAsync(Step step, StepContext context, CancellationToken cancellationToken) => ((IEarlyWork)handler).BeginAsync(step, context, cancellationToken);

        public bool CanPrepare(Step step, Plan plan) => (handler as IPreparation)?.CanPrepare(step, plan) == true;

        public Task<StepOutcome?> PrepareAsync(Step step, StepContext context, CancellationToken cancellationToken) => ((IPreparation)handler).PrepareAsync(step, context, cancellationToken);

        private bool Is(string place, Step step) => refusals.Places.Contains($"{place} {step.Id}");
    }
}
