using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>Proves volumes unchanged since their archive was taken: by the stamps of their entries, or by what they hold where no stamps were recorded.</summary>
public sealed class UnchangedVolumes(DockerEngine engine) : IUnchangedProof
{
    private readonly VolumeStamps _stamps = new(engine);
    private readonly VolumeArchive _archive = new(engine);

    /// <inheritdoc />
    public string CopyKind => CopyEvidence.Archive;

    /// <inheritdoc />
    public async Task<string?> FindChangeAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var volumes = copy.Stores.ToDictionary(
            store => store, store => context.Before.Store(store).Volume ?? throw new HopguardException($"Store '{store}' is in no volume"), StringComparer.Ordinal);
        var recorded = copy.Stores.Select(store => (Store: store, Stamps: VolumeStamps.FindRecorded(copy.Name, store, context))).ToList();
        var stamps = recorded.Where(one => one.Stamps is not null).ToDictionary(one => one.Store, one => one.Stamps!, StringComparer.Ordinal);
        List<string> changes = [];
        if (stamps.Count > 0)
            changes.AddRange(await _stamps.FindChangesAsync(stamps, stamps.Keys.ToDictionary(store => store, store => volumes[store], StringComparer.Ordinal), context, cancellationToken));

        // A run that an earlier Hopguard began may have recorded none: what the volume holds is read in full.
        foreach (var store in copy.Stores.Where(store => !stamps.ContainsKey(store)))
        {
            if (!(await _archive.CheckVolumeAsync(store, volumes[store], ToolImage.For(context), copy.Folder, cancellationToken)).IsEqual)
                changes.Add(store);
        }

        return changes.Count == 0
            ? null
            : $"{string.Join(", ", changes.Select(path => $"'{path}'"))} changed after copy '{copy.Name}' was taken";
    }
}
