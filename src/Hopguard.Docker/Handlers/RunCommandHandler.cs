using System.Globalization;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Handlers;

/// <summary>
/// Runs a command in a service of the version that is in place. Nobody knows what the command does, so it is never run twice: one whose end was not seen is not
/// begun again, and there is nothing to undo but by the steps around it.
/// </summary>
public sealed class RunCommandHandler(IContainerEngine engine, ICompose compose) : StepHandler<RunCommand>
{
    private const string State = "command";
    private const string Begun = "begun";
    private const string Succeeded = "ended with 0";
    private const int LinesShown = 10;

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(RunCommand step, StepContext context, CancellationToken cancellationToken) => Task.FromResult(
        context.Memory.Recall(State) == Succeeded ? Probe.Done($"command '{step.Command[0]}' ended with 0 before") : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> GuardAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        if (context.Memory.Recall(State) == Begun)
        {
            return new StepOutcome.Failed(
                $"Command '{step.Command[0]}' in service '{step.Service}' was begun and its end was not seen, so it is not begun again",
                "Look what it did; going back to the version before is always possible");
        }

        if (FindTooOld(step, context) is { } tooOld)
            return tooOld;

        var containers = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        return containers.Any(container => container.Service == step.Service.Text && container.IsAlive)
            ? null
            : new StepOutcome.Failed($"Service '{step.Service}' does not run, so no command can run in it", "Move the step behind the one that starts the service");
    }

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        context.Memory.Remember(State, Begun);
        var lines = 0L;
        var result = await compose.ExecAsync(
            TargetProject.At(step, context),
            step.Service,
            [.. step.Command.Select(word => word.Text)],
            line => context.Progress.Report(new StepProgress(line, Interlocked.Increment(ref lines), null, ProgressUnit.Items)),
            cancellationToken);
        context.Memory.Remember(State, string.Create(CultureInfo.InvariantCulture, $"ended with {result.ExitCode}"));
        return result.ExitCode == 0
            ? new StepOutcome.Done($"command '{step.Command[0]}' in service '{step.Service}' ended with 0")
            : new StepOutcome.Failed($"Command '{step.Command[0]}' in service '{step.Service}' ended with {result.ExitCode}: {Tail(result)}");
    }

    /// <inheritdoc />
    protected override Task<string> UndoAsync(RunCommand step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult("what the command did goes with what the other steps bring back");

    /// <inheritdoc />
    protected override Task<IReadOnlyList<string>> ForeseeAsync(RunCommand step, StepContext context, CancellationToken cancellationToken) =>
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

    private static string Tail(ToolResult result)
    {
        var text = result.Error.Length > 0 ? result.Error : result.Output;
        return string.Join('\n', text.Split('\n').TakeLast(LinesShown)).Trim();
    }
}
