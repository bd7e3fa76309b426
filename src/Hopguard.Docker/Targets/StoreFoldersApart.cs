using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>Stores in folders of the host lie apart: what is put aside with one would take along the other, the deployment itself, or what the run keeps.</summary>
internal sealed class StoreFoldersApart : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        var folders = context.Before.Stores.Where(store => store.Value.Volume is { } place && ContainerMount.IsFolder(place))
            .Select(store => (Name: store.Key, Folder: store.Value.Volume!)).OrderBy(store => store.Name, StringComparer.Ordinal).ToList();
        foreach (var (name, folder) in folders)
        {
            foreach (var other in folders.Where(other => other.Name != name && RealPath.IsInside(other.Folder, folder) && (other.Folder != folder || string.CompareOrdinal(name, other.Name) < 0)))
                yield return $"folder '{other.Folder}' of store '{other.Name}' lies in folder '{folder}' of store '{name}' (give each a folder of its own)";
            if (RealPath.IsInside(context.Before.Folder, folder))
                yield return $"the deployment's folder '{context.Before.Folder}' lies in folder '{folder}' of store '{name}' (give the store a folder of its own)";
            if (RealPath.IsInside(context.Folder.Path, folder))
                yield return $"what the run keeps in '{context.Folder.Path}' lies in folder '{folder}' of store '{name}' (choose another place with --state)";
        }
    }
}
