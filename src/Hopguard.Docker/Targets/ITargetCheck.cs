using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>One thing that must be true of the target's compose files before anything is stopped.</summary>
internal interface ITargetCheck
{
    /// <summary>What is wrong, one clause each; nothing when all is well.</summary>
    IEnumerable<string> Problems(RenderedTarget target, StepContext context);
}

/// <summary>The target's project as compose understands it.</summary>
/// <param name="Project">Its files and folder.</param>
/// <param name="Target">The target, rendered.</param>
/// <param name="Running">The version that runs, rendered.</param>
internal sealed record RenderedTarget(ComposeProject Project, ComposeConfiguration Target, ComposeConfiguration Running);
