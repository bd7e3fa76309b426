using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>Proves a copy: hashes its files again, asks the verifier of its kind, and records the proof with the copy.</summary>
public sealed class VerifyCopyHandler(IEnumerable<ICopyVerifier> verifiers) : StepHandler<VerifyCopy>, IEarlyWork
{
    /// <inheritdoc />
    /// <remarks>What is read back needs nothing but the archive, which may be early itself; a trial is verified at its turn, after it was restored.</remarks>
    Step? IEarlyWork.BeginsAfter(Step step, Plan plan) =>
        step is VerifyCopy { By.Text: VerifyCopy.ReadBack } ? EarlyStart.AfterLastChange(step, plan) : null;

    /// <inheritdoc />
    bool IEarlyWork.Reads(Step step, Step maker) => maker is BackUpVolumes backup && backup.As.Text == ((VerifyCopy)step).Copy.Text;

    /// <inheritdoc />
    async Task<StepOutcome?> IEarlyWork.BeginAsync(Step step, StepContext context, CancellationToken cancellationToken) =>
        context.Evidence.HasCopy(((VerifyCopy)step).Copy) ? await ExecuteAsync((VerifyCopy)step, context, cancellationToken) : null;

    /// <inheritdoc />
    protected override Task<Probe> ProbeAsync(VerifyCopy step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Evidence.HasCopy(step.Copy) && context.Evidence.Copy(step.Copy).Verification is { } proof
            ? Probe.Done(proof.Summary)
            : Probe.NotDone());

    /// <inheritdoc />
    protected override async Task<StepOutcome> ExecuteAsync(VerifyCopy step, StepContext context, CancellationToken cancellationToken)
    {
        var copy = context.Evidence.Copy(step.Copy);
        var verifier = verifiers.FirstOrDefault(candidate => candidate.CopyKind == copy.Kind)
            ?? throw new HopguardException($"Copy '{copy.Name}' cannot be verified: nothing here knows copies of kind '{copy.Kind}'");
        var recheck = context.FindDamageAsync(copy, cancellationToken);
        var beside = verifier.NeedsNoFiles ? verifier.VerifyAsync(step, copy, context, cancellationToken) : null;
        await Task.WhenAll(recheck, beside ?? Task.CompletedTask);
        if (await recheck is { } damage)
            return new StepOutcome.Failed($"Copy '{copy.Name}' is damaged: {damage}", "Check the disk it lies on");

        var outcome = await (beside ?? verifier.VerifyAsync(step, copy, context, cancellationToken));
        if (outcome is StepOutcome.Done done)
            context.Evidence.SaveCopy(context.Evidence.Copy(step.Copy) with { Verification = new CopyVerification(step.By, context.Clock.GetUtcNow(), done.Summary) });

        return outcome;
    }
}
