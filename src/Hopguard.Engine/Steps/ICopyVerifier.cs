using Hopguard.Engine.Evidence;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Steps;

/// <summary>Proves copies of one kind; <c>verify-copy</c> asks the one whose <see cref="CopyKind"/> fits.</summary>
public interface ICopyVerifier
{
    /// <summary>The kind of copy it can prove: <see cref="CopyEvidence.Dump"/> or <see cref="CopyEvidence.Archive"/>.</summary>
    string CopyKind { get; }

    /// <summary>Whether it proves without the copy's files, from what was made of them: then their hashes are checked beside it, since users wait.</summary>
    bool NeedsNoFiles => false;

    /// <summary>Compares what the copy holds with what its stores held. The caller checks the hashes of the copy's files: before, or beside where the verifier <see cref="NeedsNoFiles"/>.</summary>
    Task<StepOutcome> VerifyAsync(VerifyCopy step, CopyEvidence copy, StepContext context, CancellationToken cancellationToken);
}
