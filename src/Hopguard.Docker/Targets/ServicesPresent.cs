using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Targets;

/// <summary>The target's files have every service that its release runs, and containers for those without which no run can go on; of others an operator may ask for none.</summary>
internal sealed class ServicesPresent : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        foreach (var service in context.TargetRelease.Services.Where(service => !target.Target.Services.ContainsKey(service)))
            yield return $"service '{service}' of release {context.TargetRelease.Version} is in none of the target's compose files";

        if (context.Application.ProbeOf(context.TargetRelease.Version).Service is var probed && !target.Target.HasContainers(probed))
            yield return $"service '{probed}' of the target is to have no container, and it is asked which version runs (take 'scale: 0' or 'replicas: 0' of it out of the compose files)";

        foreach (var store in context.Application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql && !target.Target.HasContainers(store.Service)).OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            if (ExternalStores.Find(context, store.Name) is null)
                yield return $"service '{store.Service}' of the target is to have no container, and it serves store '{store.Name}' (take 'scale: 0' or 'replicas: 0' of it out of the compose files)";
        }
    }
}
