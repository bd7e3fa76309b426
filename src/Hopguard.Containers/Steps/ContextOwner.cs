using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Steps;

/// <summary>Whose everything is that Hopguard makes on the engine for a run: how a later run recognises it.</summary>
public static class ContextOwner
{
    /// <summary>The owner.</summary>
    public static ContainerOwner Owner(this StepContext context, string role) => new(context.Before.Project, context.RunId, role) { RouteId = context.RouteId };

    /// <summary>The labels of <see cref="Owner"/>, for volumes.</summary>
    public static IReadOnlyDictionary<string, string> Labels(this StepContext context, string role) => context.Owner(role).Labels;
}
