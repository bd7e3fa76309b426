using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The target's files have every service that its release runs.</summary>
internal sealed class ServicesPresent : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context) =>
        context.TargetRelease.Services.Where(service => !target.Target.Services.ContainsKey(service))
            .Select(service => $"service '{service}' of release {context.TargetRelease.Version} is in none of the target's compose files");
}
