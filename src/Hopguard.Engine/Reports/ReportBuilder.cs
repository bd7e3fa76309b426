using Hopguard.Engine.Evidence;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Reports;

/// <summary>Makes the report of a run from its journal and evidence.</summary>
public sealed class ReportBuilder(RunRecord run, CommandHints hints, TimeProvider clock)
{
    private readonly RunHistory _history = run.History;

    /// <summary>The report as of now.</summary>
    public RunReport Build() => new()
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
        Steps = [.. run.Plan.Steps.Select(step => new StepReport(step.Id, _history.Status(step.Id), _history.Duration(step.Id), _history.Summary(step.Id)))],
        Downtime = Downtime(),
        Comparisons = Comparisons(),
        Kept = [.. Kept()],
        Verdict = new VerdictWriter(run, hints).Write(),
    };

    private TimeSpan? Downtime()
    {
        var stop = run.Plan.Steps.FirstOrDefault(step => step is StopServices && _history.BeganAt(step.Id) is not null);
        if (stop is null)
            return null;

        // The application serves again when its version was read from what runs; a procedure without that step, when its services started.
        var last = run.Plan.Steps.LastOrDefault(step => step is VerifyVersion) ?? run.Plan.Steps.LastOrDefault(step => step is StartServices);
        var back = run.State == RunState.RolledBack ? _history.EndedAt : last is null ? null : _history.DoneAt(last.Id);
        return (back ?? clock.GetUtcNow()) - _history.BeganAt(stop.Id)!.Value;
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
        foreach (var name in run.Plan.Steps.SelectMany(step => step.Effects).OfType<Plans.Analysis.TakesCopy>().Select(effect => effect.As.Text).Distinct(StringComparer.Ordinal))
        {
            if (run.Evidence.HasCopy(name))
            {
                var copy = run.Evidence.Copy(name);
                yield return new KeptItem($"copy '{name}' of {string.Join(", ", copy.Stores)} ({(copy.Verification is null ? "not verified" : "verified")})", copy.Folder, copy.Size);
            }
        }

        foreach (var (what, where) in _history.RecallAll(Keeping.Prefix).GroupBy(item => item.Key).Select(group => group.Last()))
        {
            if (where.Length > 0)
                yield return new KeptItem(what, where, null);
        }

        yield return new KeptItem("journal, evidence and report", run.Folder.Path, null);
    }
}
