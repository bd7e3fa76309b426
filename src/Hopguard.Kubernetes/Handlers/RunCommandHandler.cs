using Hopguard.Engine;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Kubernetes.Commands;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Workloads;
using Hopguard.Plans.Steps;
using k8s.Models;

namespace Hopguard.Kubernetes.Handlers;

/// <summary>Runs a command in the one ready pod of a service.</summary>
public sealed class RunCommandHandler(Cluster cluster, TimeProvider clock) : CommandHandler
{
    /// <inheritdoc />
    protected override async Task<StepOutcome.Failed?> FindHindranceAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        try
        {
            await FindPodAsync(step, context, cancellationToken);
            return null;
        }
        catch (HopguardException hindrance)
        {
            return new StepOutcome.Failed(hindrance.Message, hindrance.Remedy);
        }
    }

    /// <inheritdoc />
    protected override async Task<CommandEnd> RunAsync(RunCommand step, StepContext context, Action<string> onLine, CancellationToken cancellationToken)
    {
        var (pod, container) = await FindPodAsync(step, context, cancellationToken);
        return await new PodCommand(cluster, clock).RunAsync(pod, container, [.. step.Command.Select(word => word.Text)], onLine, cancellationToken);
    }

    private async Task<(V1Pod Pod, string Container)> FindPodAsync(RunCommand step, StepContext context, CancellationToken cancellationToken)
    {
        var workload = await new WorkloadLookup(cluster).FindAsync(context.Application, step.Service.Text, context.Before.Project, cancellationToken);
        return (await new ServicePod(cluster).RequireAsync(workload, cancellationToken), workload.Form.Container);
    }
}
