using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Verification;

/// <summary>The trial that became a store. Where the server that runs now is the very cluster that was read in full, and nothing was written since, it need not be read again.</summary>
internal static class PromotedTrial
{
    /// <summary>The fingerprint of the trial that was promoted to the store; null where none was.</summary>
    public static Fingerprint? FindFingerprint(VerifyStore step, StepContext context) =>
        FindPromotion(step, context) is { } promotion ? context.Evidence.Find<Fingerprint>(Fingerprint.FileName(promotion.Trial)) : null;

    /// <summary>
    /// Proves by identity that the store holds what its copy holds: the trial was compared with the copy in full, the server is the same cluster by its system identifier,
    /// no transaction has changed anything since before it was read, and sequences and what belongs to the whole cluster (roles, settings) are read again and equal. Null
    /// where any of that does not hold, which says nothing about the content.
    /// </summary>
    public static async Task<StepOutcome.Done?> FindProofAsync(VerifyStore step, PostgreSqlEndpoint server, StepContext context, CancellationToken cancellationToken)
    {
        if (FindPromotion(step, context) is not { } promotion || !IsVerifiedBy(promotion.Trial, step.Against, context)
            || context.Evidence.Find<ClusterReading>(ClusterReading.FileName(promotion.Trial)) is not { } read
            || context.Evidence.Find<Fingerprint>(Fingerprint.FileName(promotion.Trial)) is not { } fingerprint
            || context.Evidence.Find<Fingerprint>(Fingerprint.FileName(step.Against)) is not { } copied
            || !await read.HoldsAsync(server, cancellationToken))
        {
            return null;
        }

        var now = await new FingerprintReader(SecretDigest.OfRun(context.Evidence), context.Clock).ReadClusterAsync(
            server, await WithSequencesOfNowAsync(fingerprint.Databases, server, cancellationToken), cancellationToken);
        if (now.Server != fingerprint.Server || FingerprintComparison.Compare(fingerprint, now).Count > 0)
            return null;

        var title = $"{server.Subject}, unchanged since it was read in full as trial '{promotion.Trial}' (system identifier {read.SystemIdentifier}, no transaction since),";
        context.Evidence.Save(ComparisonEvidence.FileName(step.Id), FingerprintComparison.ToEvidence(copied, $"copy '{step.Against}'", now, title, []));
        return new StepOutcome.Done(
            $"equal: {FingerprintCounts.Summary(fingerprint)}; the cluster that was read in full as trial '{promotion.Trial}', and no transaction has written to it since");
    }

    private static async Task<Dictionary<string, DatabaseFingerprint>> WithSequencesOfNowAsync(
        IReadOnlyDictionary<string, DatabaseFingerprint> databases, PostgreSqlEndpoint server, CancellationToken cancellationToken)
    {
        var now = new Dictionary<string, DatabaseFingerprint>(StringComparer.Ordinal);
        foreach (var (name, database) in databases)
        {
            await using var connection = await PinnedSession.OpenAsync(server.In(name), cancellationToken);
            now[name] = database with { Sequences = await SequenceValues.ReadAsync(connection, cancellationToken) };
        }

        return now;
    }

    private static PromoteVolume? FindPromotion(VerifyStore step, StepContext context) =>
        context.Plan.Steps.OfType<PromoteVolume>().FirstOrDefault(promotion => promotion.To.Text == step.Store.Text);

    private static bool IsVerifiedBy(string trial, string copy, StepContext context) =>
        context.Evidence.HasCopy(copy) && context.Evidence.Copy(copy).Verification?.By == trial;
}
