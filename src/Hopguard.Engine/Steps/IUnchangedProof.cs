using Hopguard.Engine.Evidence;

namespace Hopguard.Engine.Steps;

/// <summary>Proves that stores still hold what they held when a copy of one kind was taken.</summary>
public interface IUnchangedProof
{
    /// <summary>The kind of copy it knows: <see cref="CopyEvidence.Dump"/> or <see cref="CopyEvidence.Archive"/>.</summary>
    string CopyKind { get; }

    /// <summary>Asks the stores themselves; null when they are proved unchanged, else what was found, as a clause without a full stop.</summary>
    /// <exception cref="HopguardException">The store cannot be looked at.</exception>
    Task<string?> FindChangeAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken);
}
