using System.Globalization;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>
/// Runs a command in a service of the version that is in place, whatever the deployment runs on. Nobody knows what the command does, so it is never run twice: one whose end was not seen is not
/// begun again, and there is nothing to undo but by the steps around it.
/// </summary>
public abstract class CommandHandler : StepHandler<RunCommand>
{
    private const string State = "command";
    private const string Begun = "begun";
    private const string NotBegun = "not begun";
    private const string Succeeded = "ended with 0";
    private const int LinesShown = 10;

    /// <summary>Why the service cannot run a command now; null where it can.</summary>
    protected abstract Task<StepOutcome.Failed?> FindHindranceAsync(RunCommand step, StepContext context, CancellationToken cancellationToken);

    /// <summary>Runs the command.</summary>
    /// <param name="step">The step.</param>
    /// <param name="context">Its context.</param>
    /// <param name="onLine">Told every line that the command writes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">Its end was not seen.</exception>
    protected abstract Task<CommandEnd> RunAsync(RunCommand step, StepContext context, Action<string> onLine, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override Task<Probe> ProbeAsync(RunCommand step, StepContext context, CancellationToken cancellationToken) => Task.FromResult(
        context.Memory.Recall(State) == Succeeded ? Probe.Done($"command '{step.Command[0]}' ended with 0 before") : Probe.NotDone());

    /// <inheritdoc />
    protected sealed override async Task<StepOutcome.Failed?> GuardAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(State) == Begun)
        {
            return new StepOutcome.Failed(
                $"Command '{step.Command[0]}' in service '{step.Service}' was begun and its end was not seen, so it is not begun again",
                "Look what it did; going back to the version before is always possible");
        }

        return FindTooOld(step, context) ?? await FindHindranceAsync(step, context, cancellationToken);
    }

    /// <inheritdoc />
    protected sealed override async Task<StepOutcome> ExecuteAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        context.Memory.Remember(State, Begun);
        var lines = 0L;
        var end = await RunAsync(step, context, line => context.Progress.Report(new StepProgress(line, Interlocked.Increment(ref lines), null, ProgressUnit.Items)), cancellationToken);
        if (end.Refusal is { } refusal)
        {
            context.Memory.Remember(State, NotBegun);
            return refusal;
        }

        context.Memory.Remember(State, string.Create(CultureInfo.InvariantCulture, $"ended with {end.ExitCode}"));
        return end.ExitCode == 0
            ? new StepOutcome.Done($"command '{step.Command[0]}' in service '{step.Service}' ended with 0")
            : new StepOutcome.Failed($"Command '{step.Command[0]}' in service '{step.Service}' ended with {end.ExitCode}: {Tail(end)}");
    }

    /// <inheritdoc />
    protected sealed override Task<string> UndoAsync(RunCommand step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult("what the command did goes with what the other steps bring back");

    /// <inheritdoc />
    protected sealed override Task<IReadOnlyList<string>> ForeseeAsync(RunCommand step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(FindTooOld(step, context) is { } tooOld ? [tooOld.What] : []);

    // A command that a release brought is not in those before it, and a procedure is for every version.
    private static StepOutcome.Failed? FindTooOld(RunCommand step, StepContext context)
    {
        if (context.IsHop || !context.Application.Versions.TryObserve(context.Before.Version, out var installed))
            return null;

        var words = step.Command.Select(word => word.Text).ToList();
        var brought = context.Application.Releases.FirstOrDefault(release => release.PostUpgrade.Any(command => command.Command.SequenceEqual(words, StringComparer.Ordinal)));
        return brought is not null && installed < brought.Version
            ? new StepOutcome.Failed($"Command '{string.Join(' ', words)}' is there from version {brought.Version} on, and project '{context.Before.Project}' runs {context.Before.Version}: there is nothing to do, and an upgrade over {brought.Version} runs it by itself")
            : null;
    }

    private static string Tail(CommandEnd end)
    {
        var text = end.Error.Length > 0 ? end.Error : end.Output;
        return string.Join('\n', text.Split('\n').TakeLast(LinesShown)).Trim();
    }
}

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">The end of what it wrote.</param>
/// <param name="Error">The end of what it wrote as errors.</param>
public sealed record CommandEnd(int ExitCode, string Output, string Error)
{
    /// <summary>Why it was not begun at all, so that it may be tried again; null where it was.</summary>
    public StepOutcome.Failed? Refusal { get; init; }

    /// <summary>The end of one that was not begun.</summary>
    public static CommandEnd NotBegun(StepOutcome.Failed refusal) => new(-1, string.Empty, string.Empty) { Refusal = refusal };
}
