using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Targets;

/// <summary>The image of a database keeps its data where the target mounts the store: from PostgreSQL 18 on that is another folder, and what is mounted at the old one stays empty.</summary>
internal sealed class DataFolderMounted : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql && ExternalStores.Find(context, store.Name) is null && store.IsIn(context.TargetRelease.Version)).OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            if (target.Target.Services.GetValueOrDefault(store.Service) is not { } service || ComposeImage.Parse(service.Image) is not { IsOfficialPostgreSql: true, PostgreSqlMajor: { } major }
                || TargetVolumes.Of(store.Name, target.Target, context) is not { } volume || service.Mounts.FirstOrDefault(mount => mount.Holds(volume)) is not { } held)
            {
                continue;
            }

            // An image that keeps it elsewhere by itself is known by the server that runs from it.
            var running = target.Running.Services.GetValueOrDefault(store.Service)?.Image;
            if (running is not null && ComposeImage.Parse(running).PostgreSqlMajor is { } now && PostgreSqlFolder.MountOf(now) == PostgreSqlFolder.MountOf(major))
                continue;

            if (!PostgreSqlFolder.IsIn(held.Target, major, service.Environment.GetValueOrDefault("PGDATA"), service.Mounts.Select(mount => mount.Target)))
            {
                yield return $"service '{store.Service}' of the target mounts store '{store.Name}' at '{held.Target}', where image '{service.Image}' does not keep its data "
                    + $"(mount it at '{PostgreSqlFolder.MountOf(major)}' in the compose files, or set 'PGDATA' of the service to '{held.Target}')";
            }
        }
    }
}
