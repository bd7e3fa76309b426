using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>Proves volumes unchanged since their archive was taken, by the stamps of their entries.</summary>
public sealed class UnchangedVolumes(DockerEngine engine) : IUnchangedProof
{
    private readonly VolumeStamps _stamps = new(engine);

    /// <inheritdoc />
    public string CopyKind => CopyEvidence.Archive;

    /// <inheritdoc />
    public async Task<string?> FindChangeAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        var volumes = copy.Stores.ToDictionary(
            store => store, store => context.Before.Store(store).Volume ?? throw new HopguardException($"Store '{store}' is in no volume"), StringComparer.Ordinal);
        var changes = await _stamps.FindChangesAsync(copy.Name, volumes, context, cancellationToken);
        return changes.Count == 0
            ? null
            : $"{string.Join(", ", changes.Select(path => $"'{path}'"))} changed after copy '{copy.Name}' was taken";
    }
}
