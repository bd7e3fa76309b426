using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Docker.Handlers;

/// <summary>Asks what runs for its version until it is the one expected, and looks whether every service of that release stays up.</summary>
public sealed class VerifyVersionHandler(IContainerEngine engine, ICompose compose, [FromKeyedServices(DeploymentKind.Compose)] IDeployment deployment) : StepHandler<VerifyVersion>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly RestartLoopCheck _steadiness = new(engine);

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(VerifyVersion step, StepContext context, CancellationToken cancellationToken)
    {
        var expected = step.Expect.ToString();
        var began = context.Clock.GetTimestamp();
        while (await deployment.ReadVersionAsync(context.Application, context.Before.Project, cancellationToken) is var reading && (reading.Version is null || !context.Application.IsVersion(step.Expect, reading.Version)))
        {
            var waited = context.Clock.GetElapsedTime(began);
            if (waited > context.Options.StartupTimeout)
                return new StepOutcome.Failed($"Version {expected} was expected, but {(reading.Version is { } other ? $"version {other} answers" : reading.Trouble)}", "Look at the log of the application's server") { AfterRollback = string.Empty };

            context.Progress.Report(new StepProgress($"waiting for version {expected}, {Durations.Of(context.Options.StartupTimeout)} at most", (long)waited.TotalSeconds, null, ProgressUnit.Seconds));
            await Task.Delay(Pause, context.Clock, cancellationToken);
        }

        var release = context.Application.FindRelease(step.Expect) ?? throw new HopguardException($"Release '{step.Expect}' is not listed in '{context.Application.Path}'", "Add it under 'releases'");
        var services = await ServicesAsync(release, step, context, cancellationToken);
        await _steadiness.WaitAsync(context.Before.Project, services, context, cancellationToken);
        foreach (var passed in CrossedReleases.Of(context))
        {
            foreach (var text in passed.After)
                context.Log($"after {passed.Version}: {text}");
        }

        return new StepOutcome.Done($"version {expected} answers, {Counts.Of(services.Count, "service")} up");
    }

    // This is the watch for the start as well, and that may have started services of the operator's own.
    private async Task<IReadOnlyList<string>> ServicesAsync(Release release, VerifyVersion step, StepContext context, CancellationToken cancellationToken)
    {
        var containers = await engine.ListContainersAsync(ComposeLabels.Of(context.Before.Project), cancellationToken);
        var alive = containers.Where(container => container.IsAlive && !ComposeLabels.IsOneOff(container)).Select(container => container.Service).OfType<string>();
        return [.. (await ServicesToRun.FindAsync(compose, release, containers, step, context, cancellationToken)).Union(alive, StringComparer.Ordinal)];
    }
}
