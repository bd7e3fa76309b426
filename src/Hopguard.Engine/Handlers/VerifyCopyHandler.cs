using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>Proves a copy: hashes its files again, asks the verifier of its kind, and records the proof with the copy.</summary>
public sealed class VerifyCopyHandler(IEnumerable<ICopyVerifier> verifiers) : StepHandler<VerifyCopy>
{
    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(VerifyCopy step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.Copy) && context.Evidence.Copy(step.Copy).Verification is { } proof
            ? Probe.Done(proof.Summary)
            : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(VerifyCopy step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        if (await EvidenceStore.RecheckAsync(copy, context.Progress, cancellationToken) is { } damage)
            return new StepOutcome.Failed($"Copy '{copy.Name}' is damaged: {damage}", "Check the disk it lies on");

        var verifier = verifiers.FirstOrDefault(candidate => candidate.CopyKind == copy.Kind)
            ?? throw new HopguardException($"Copy '{copy.Name}' cannot be verified: nothing here knows copies of kind '{copy.Kind}'");
        var outcome = await verifier.VerifyAsync(step, copy, context, cancellationToken);
        if (outcome is StepOutcome.Done done)
            context.Evidence.SaveCopy(copy with { Verification = new CopyVerification(step.By, context.Clock.GetUtcNow(), done.Summary) });

        return outcome;
    }
}
