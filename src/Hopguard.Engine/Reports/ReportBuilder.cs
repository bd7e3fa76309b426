using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>Makes the report of a run from its journal and evidence.</summary>
public sealed class ReportBuilder(RunRecord run, CommandHints hints, TimeProvider clock, Func<SteadyTime?>? steady = null)
{
    private readonly RunHistory _history = run.History;
    private readonly TimeLine _times = run.History.TimeLine;

    /// <summary>The report as of now.</summary>
    /// <param name="failure">Why the call that asks for it failed; null when it did not.</param>
    /// <param name="isRollbackTyped">Whether the call that asks for it is the rollback, which is a success when it ends, whatever it was begun for.</param>
    public RunReport Build(HopguardException? failure = null, bool isRollbackTyped = false) => new()
    {
        RunId = run.Start.RunId,
        Application = run.Application.Title,
        PlanId = run.Plan.Id,
        PlanSummary = run.Plan.Summary,
        From = run.Start.Before.Version,
        To = run.Plan.To?.ToString(),
        Project = run.Start.Before.Project,
        Deployment = run.Start.Before.Folder,
        Folder = run.Folder.Path,
        State = run.State,
        StartedAt = run.Start.At,
        Steps = [.. run.Plan.Steps.Select(step => new StepReport(step.Id, _history.Status(step.Id), _times.Duration(step.Id), _history.Summary(step.Id)))],
        TimeLine = _times,
        Outage = OutageHistory.Of(_history, clock.GetUtcNow(), steady?.Invoke()),
        DownSince = DownSince(),
        Route = run.Start.Route is { } place ? RouteOf(place) : null,
        Comparisons = Comparisons(),
        Kept = [.. Kept()],
        Copies = [.. run.CompletedCopies.Select(run.Evidence.Copy)],
        Damaged = DamagedCopy.Of(run),
        Verdict = new OutcomeWriter(run, hints.For(_history)) { IsRollbackTyped = isRollbackTyped }.Write(failure),
    };

    // Before, it is not known which version stays.
    private bool IsOver => run.State is RunState.Accepted or RunState.Finished or RunState.RolledBack;

    // A process that was killed right after it stopped the services left their outage without a record.
    private DateTimeOffset? DownSince() => run.History.EndedAt is not null ? null
        : OutageHistory.OpenSince(_history) ?? (_history.Service(run.Plan) == ServiceState.Down ? run.Plan.Steps.Where(step => step is StopServices or ComposeDown).Select(step => _history.BeganAt(step.Id)).Min() : null);

    private RouteReport RouteOf(RoutePlace place)
    {
        var (now, steadyNow) = (clock.GetUtcNow(), steady?.Invoke());
        var hops = place.Hops.Select((hop, index) => (hop, Run: run.Route.LastOrDefault(other => other.Start!.Route!.Hop == index + 1)))
            .Select(hop => new RouteHopReport(hop.hop.From, hop.hop.To, hop.Run?.Start!.RunId, hop.Run?.State(), hop.Run is null ? null : OutageHistory.Of(hop.Run, now, steadyNow)));
        return new RouteReport(place.Id, place.Hop, [.. hops], OutageHistory.Sum(run.Route.Select(other => OutageHistory.Of(other, now, steadyNow))));
    }

    private Dictionary<string, ComparisonEvidence> Comparisons()
    {
        var found = new Dictionary<string, ComparisonEvidence>(StringComparer.Ordinal);
        foreach (var step in run.Plan.Steps)
        {
            if (run.Evidence.Find<ComparisonEvidence>(ComparisonEvidence.FileName(step.Id)) is { } comparison)
                found[step.Id] = comparison;
        }

        return found;
    }

    private IEnumerable<KeptItem> Kept()
    {
        foreach (var name in run.CompletedCopies)
        {
            var copy = run.Evidence.Copy(name);
            yield return new KeptItem($"copy '{name}' of {string.Join(", ", copy.Stores)} ({(copy.Damage is not null ? "damaged" : copy.Verification is null ? "not verified" : "verified")})", copy.Folder, copy.Size);
        }

        foreach (var folder in run.Folder.Incomplete())
            yield return new KeptItem($"'{Path.GetFileName(folder)}' was not completed and is worth nothing", folder, null);

        foreach (var (what, where) in _history.RecallAll(KeptObjects.Prefix).GroupBy(item => item.Key).Select(group => group.Last()))
        {
            if (where.Length > 0)
                yield return new KeptItem(what, where, null) { Removal = IsOver ? KeptObjects.RemovalOf(_history, what) : null };
        }

        // The next attempt removes what one left that had done nothing.
        var isFruitless = _history.State() == RunState.RolledBack && _history.HasDoneNothing(run.Plan);
        yield return new KeptItem(isFruitless ? "journal, evidence and report, until the next attempt" : "journal, evidence and report", run.Folder.Path, null);
    }
}
