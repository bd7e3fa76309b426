using Hopguard.Plans.Model;

namespace Hopguard.Engine.Steps;

/// <summary>Does one kind of step in the world. Derive from <see cref="StepHandler{TStep}"/>.</summary>
public interface IStepHandler
{
    /// <summary>The kind of step it does.</summary>
    Type StepType { get; }

    /// <inheritdoc cref="StepHandler{TStep}.ProbeAsync"/>
    Task<Probe> ProbeAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.GuardAsync"/>
    Task<StepOutcome.Failed?> GuardAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.ExecuteAsync"/>
    Task<StepOutcome> ExecuteAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.UndoAsync"/>
    Task<string> UndoAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.ForeseeAsync"/>
    Task<IReadOnlyList<string>> ForeseeAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.GuardResumeAsync"/>
    Task<StepOutcome.Failed?> GuardResumeAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.GuardEntryAsync"/>
    Task<StepOutcome.Failed?> GuardEntryAsync(Step step, StepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="StepHandler{TStep}.GuardUndoAsync"/>
    Task<StepOutcome.Failed?> GuardUndoAsync(Step step, StepContext context, CancellationToken cancellationToken);
}

/// <summary>Does one kind of step in the world.</summary>
/// <typeparam name="TStep">The kind.</typeparam>
public abstract class StepHandler<TStep> : IStepHandler
    where TStep : Step
{
    /// <inheritdoc />
    public Type StepType => typeof(TStep);

    /// <inheritdoc />
    Task<Probe> IStepHandler.ProbeAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        ProbeAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<StepOutcome.Failed?> IStepHandler.GuardAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        GuardAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<StepOutcome> IStepHandler.ExecuteAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        ExecuteAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<string> IStepHandler.UndoAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        UndoAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<IReadOnlyList<string>> IStepHandler.ForeseeAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        ForeseeAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<StepOutcome.Failed?> IStepHandler.GuardResumeAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        GuardResumeAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<StepOutcome.Failed?> IStepHandler.GuardEntryAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        GuardEntryAsync((TStep)step, context, cancellationToken);

    /// <inheritdoc />
    Task<StepOutcome.Failed?> IStepHandler.GuardUndoAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        GuardUndoAsync((TStep)step, context, cancellationToken);

    /// <summary>
    /// Looks whether the end state of a step that was begun holds already, by the world and never by the journal. Asked after a kill. The default says no,
    /// which is right for every step whose execution may safely be repeated.
    /// </summary>
    protected virtual Task<Probe> ProbeAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Probe.NotDone());

    /// <summary>Refuses, immediately before execution, what would do harm whatever the plan says; null lets it pass.</summary>
    protected virtual Task<StepOutcome.Failed?> GuardAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepOutcome.Failed?>(null);

    /// <summary>
    /// Brings about the step's end state, from whatever an earlier, killed attempt may have left: partial results under a temporary name are dropped, finished
    /// ones are never overwritten.
    /// </summary>
    protected abstract Task<StepOutcome> ExecuteAsync(TStep step, StepContext context, CancellationToken cancellationToken);

    /// <summary>
    /// The inverse: brings back the state before the step, from whatever point the step or an earlier undo was killed at, and says in one line what was done.
    /// Copies and evidence stay. The default has nothing to bring back.
    /// </summary>
    protected virtual Task<string> UndoAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult("nothing to undo");

    /// <summary>
    /// What the step will refuse when its turn comes and can be known now, while the version before still serves: one clause each, with what to do about it. Asked
    /// before anything is stopped, by the same code as the refusal itself, which stays: the world may change in between.
    /// </summary>
    protected virtual Task<IReadOnlyList<string>> ForeseeAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// Whether what the step brought about still holds, asked when another process goes on with the run, before it does anything; null where it does. It has to be cheap: users may be waiting.
    /// What a later step asks again before it relies on it is asked by the same code.
    /// </summary>
    protected virtual Task<StepOutcome.Failed?> GuardResumeAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepOutcome.Failed?>(null);

    /// <summary>
    /// In what this process stands otherwise than the one in which the step was done, where services would be made with other settings because of it: a variable that was exported then. Asked when another process
    /// goes on with the run or takes it back and may make services; a refusal leaves the run as it is, since it says nothing about the run. Null in nothing.
    /// </summary>
    protected virtual Task<StepOutcome.Failed?> GuardEntryAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepOutcome.Failed?>(null);

    /// <summary>What stands against undoing the step, such as space that is not there; asked before a rollback undoes anything at all. Null lets it begin.</summary>
    protected virtual Task<StepOutcome.Failed?> GuardUndoAsync(TStep step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepOutcome.Failed?>(null);
}
