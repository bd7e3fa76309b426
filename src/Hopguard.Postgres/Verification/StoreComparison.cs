using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Verification;

/// <summary>Compares what a server holds with the fingerprint that was recorded with a copy.</summary>
internal static class StoreComparison
{

    /// <summary>Takes the server's fingerprint, saves the comparison as evidence of the step, and gives both sides.</summary>
    public static async Task<(Fingerprint Now, StepOutcome Outcome)> CompareAsync(
        string stepId, string copy, ServerContainer server, StepContext context, CancellationToken cancellationToken)
    {
        var before = context.Evidence.Find<Fingerprint>(Fingerprint.FileName(copy))
            ?? throw new HopguardException($"Copy '{copy}' has no fingerprint in this run", "Run the step that takes it first");
        var now = await new FingerprintReader(SecretDigest.OfRun(context.Evidence), context.Clock).ReadAsync(server.Endpoint with { Only = before.Only }, context.Progress, cancellationToken);
        var differences = await Canonicaliser.ReduceAsync(FingerprintComparison.Compare(before, now), now, server.Endpoint, cancellationToken);
        var evidence = FingerprintComparison.ToEvidence(before, $"copy '{copy}'", now, server.Endpoint.Subject, differences);
        context.Evidence.Save(ComparisonEvidence.FileName(stepId), evidence);
        return (now, differences.Count == 0
            ? new StepOutcome.Done($"equal: {FingerprintCounts.Summary(now)}")
            : new StepOutcome.Failed(Describe(server.Endpoint.Subject, copy, evidence), "The dump and the store it came from are untouched"));
    }

    private static string Describe(string subject, string copy, ComparisonEvidence evidence)
    {
        var more = evidence.Differences.Count - Difference.MostShown;
        var shown = Difference.First(evidence.Differences);
        return $"What {subject} holds is not what copy '{copy}' was taken from: {shown}{(more > 0 ? $"; and {more} more" : string.Empty)}";
    }
}
