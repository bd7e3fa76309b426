using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>
/// The hops of a route behind the one that is worked on. Their runs wait for the end of the route: they are accepted with it, what they retired is deleted with it, and the way back leads
/// over them. Each is one record in one journal, written oldest first where it closes the way back and newest first where it opens it: whatever a kill leaves in between is a route that is
/// accepted, or rolled back, up to one of its stops.
/// </summary>
internal sealed class EarlierHops(RunServices services, Application application, RunOptions options, IReadOnlyList<Plan> plans)
{
    private readonly RunLibrary _library = RunLibrary.Of(options);

    /// <summary>Their runs that are not over, newest first.</summary>
    public IReadOnlyList<(RunFolder Folder, RunHistory History)> Of(JournalEntry.RunStarted run) => run.Route is not { } place
        ? []
        : [.. _library.Unfinished().Where(other => place.IsWith(other.History.Start!.Route) && other.History.Start!.Route!.Hop < place.Hop).OrderByDescending(other => other.History.Start!.Route!.Hop)];

    /// <summary>Those over which the way back leads to a stop, newest first: those that end behind it. All that are not accepted, where no stop is named.</summary>
    public IReadOnlyList<(RunFolder Folder, RunHistory History)> Behind(JournalEntry.RunStarted run, string? stop)
    {
        var open = Of(run).Where(other => other.History.State() != RunState.Accepted).ToList();
        if (stop is null)
            return open;

        var starts = open.Select(other => other.History.Start!).Prepend(run).Select(start => start.Before.Version).ToList();
        var goal = starts.FindIndex(version => application.Versions.TryObserve(version, out var read) && application.IsVersion(read, stop));
        if (goal < 0)
            throw new HopguardException($"Version {stop} is no stop that run '{run.RunId}' could be rolled back to; nothing was changed", $"Name one of {string.Join(", ", starts)} with --to-stop, or leave it out to go back to {starts[^1]}");

        return open.Skip(goal).LastOrDefault(other => other.History.RollbackBegan) is { History: { } begun }
            ? throw new HopguardException($"The rollback to {begun.Start!.Before.Version} was begun, which lies behind {stop}; nothing was changed", "Leave --to-stop out: the rollback goes on to its end")
            : open.GetRange(0, goal);
    }

    /// <summary>Opens the run of one of them for writing.</summary>
    public Run Open((RunFolder Folder, RunHistory History) hop) =>
        new(services, application, PlanOf(hop.History.Start!), options, hop.Folder, Journal.Open(hop.Folder.Journal, services.Clock, services.Redactor, services.Steady));

    /// <summary>Accepts them, oldest first: called when the route's end is accepted, right before that is recorded.</summary>
    public void AcceptAll(JournalEntry.RunStarted run, string summary)
    {
        foreach (var hop in Of(run).Reverse().Where(hop => hop.History.State() != RunState.Accepted))
        {
            using var journal = Journal.Open(hop.Folder.Journal, services.Clock, services.Redactor, services.Steady);
            journal.Append(new JournalEntry.StepDone(PlanOf(hop.History.Start!).Steps.First(step => step is Accept).Id, summary, ClosesWayBack: true));
        }
    }

    /// <summary>
    /// Does what they have left behind their acceptance, oldest first: called before the route's end does. What they retired is deleted where the operator asks for it, and waits for that otherwise.
    /// Gives the first step that failed, and why; null where none did.
    /// </summary>
    public async Task<(Step Step, StepOutcome.Failed Failure)?> EndAsync(JournalEntry.RunStarted run, IDeploymentClaim claim, CancellationToken cancellationToken)
    {
        foreach (var hop in Of(run).Reverse())
        {
            var opened = Open(hop);
            using var journal = opened.Journal;
            foreach (var step in opened.Plan.Steps.SkipWhile(step => step is not Accept).Skip(1))
            {
                using var early = new EarlyWork(services, opened);
                if ((await new StepRunner(services, opened, claim, early, this, new ResumeCheck(opened)).RunAsync(step, cancellationToken)).Outcome is StepOutcome.Failed failure)
                    return (step, failure);
            }

            if (opened.Plan.Steps.All(step => opened.History.Status(step.Id) == StepStatus.Done))
                journal.Append(new JournalEntry.RunFinished());
        }

        return null;
    }

    /// <summary>What one of them waits for, once <see cref="EndAsync"/> was through; null where none does. The run of the route's end is the one that is asked for again, and waits with it.</summary>
    public string? WaitsFor(JournalEntry.RunStarted run) => Of(run).Select(hop => hop.History.WaitsFor).FirstOrDefault(what => what is not null);

    private Plan PlanOf(JournalEntry.RunStarted start)
    {
        var plan = plans.FirstOrDefault(plan => plan.Id == start.PlanId) is { } written ? new PairChoice(application, plans).Of(written, start) : null;
        return plan?.Hash == start.PlanHash
            ? plan
            : throw new HopguardException($"Plan '{start.PlanId}' is not the one that run '{start.RunId}', an earlier hop of the route, was begun with", "Use the Hopguard that began the run to finish it or to roll it back");
    }
}
