using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>One thing that must be true of the target's compose files before anything is stopped.</summary>
internal interface ITargetCheck
{
    /// <summary>What is wrong, one clause each; nothing when all is well.</summary>
    IEnumerable<string> Problems(RenderedTarget target, StepContext context);
}

/// <summary>The target's project as compose understands it.</summary>
/// <param name="Target">The target, rendered as it will be in its place.</param>
/// <param name="Running">The version that runs, rendered.</param>
/// <param name="Files">Where the target's own files are until it is in its place.</param>
/// <param name="Carried">What goes along from the deployment's folder.</param>
internal sealed record RenderedTarget(ComposeConfiguration Target, ComposeConfiguration Running, TargetFiles Files, CarriedFiles Carried);
