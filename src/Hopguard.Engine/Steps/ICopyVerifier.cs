using Hopguard.Engine.Evidence;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Steps;

/// <summary>Proves copies of one kind; <c>verify-copy</c> asks the one whose <see cref="CopyKind"/> fits.</summary>
public interface ICopyVerifier
{
    /// <summary>The kind of copy it can prove: <see cref="CopyEvidence.Dump"/> or <see cref="CopyEvidence.Archive"/>.</summary>
    string CopyKind { get; }

    /// <summary>Compares what the copy holds with what its stores held; the caller has checked the hashes of the copy's files already.</summary>
    Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken);
}
