using System.Text;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>Finds the run to go on with, or begins one: takes the lock, checks identity, version and plan, and never lets two plans mix.</summary>
public sealed class RunOpener(RunServices services, Application application, RunOptions options, CommandHints hints)
{
    private readonly RunLibrary _library = RunLibrary.Of(options);
    private readonly RunOptions _options = options with { DeploymentFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DeploymentFolder)) };

    /// <summary>Opens the run of a plan: the unfinished one if there is one, else a new one. Null when the deployment is at the plan's version already.</summary>
    /// <exception cref="HopguardException">Somebody else works on the deployment, another run is unfinished, or the deployment is not what the plan starts from.</exception>
    public Task<RunSession?> OpenAsync(Plan plan, CancellationToken cancellationToken) => LockedAsync(async deploymentLock =>
    {
        var active = FindActive();
        if (active is { } found && found.History.State() != RunState.Accepted)
            return await ResumeAsync(found.Folder, found.History, plan, deploymentLock, cancellationToken);

        var before = await services.Deployment.InspectAsync(application, _options, cancellationToken);
        if (plan.To is not null && before.Version == plan.To.ToString())
            return FindAccepted(plan) is { } accepted ? await ResumeAsync(accepted.Folder, accepted.History, plan, deploymentLock, cancellationToken) : null;

        RequireVersion(plan, before);
        return Begin(plan, before, deploymentLock);
    });

    /// <summary>Opens the newest run for the way back.</summary>
    /// <exception cref="HopguardException">There is none that could be rolled back.</exception>
    public Task<RunSession> OpenForRollbackAsync(IReadOnlyList<Plan> plans, CancellationToken cancellationToken) => LockedAsync(async deploymentLock =>
    {
        var newest = FindActive() ?? throw NothingToRollBack();
        var plan = plans.FirstOrDefault(plan => plan.Id == newest.History.Start!.PlanId) ?? throw UnknownPlan(newest.History.Start!);
        return (await ResumeAsync(newest.Folder, newest.History, plan, deploymentLock, cancellationToken))!;
    })!;

    /// <summary>The run that has to be finished before another can begin, else the newest that is not final; without the lock: for a look at it.</summary>
    public (RunFolder Folder, RunHistory History)? FindActive() =>
        Unfinished().OrderBy(run => run.History.State() != RunState.Accepted).Cast<(RunFolder, RunHistory)?>().LastOrDefault();

    private IEnumerable<(RunFolder Folder, RunHistory History)> Unfinished() => _library.Runs().Where(run => run.History.EndedAt is null);

    // An accepted run waits at most for leave to delete what was retired: that stands in the way of nothing, and a newer Hopguard need not know its plan.
    private (RunFolder Folder, RunHistory History)? FindAccepted(Plan plan) => Unfinished()
        .Where(run => run.History.Start!.PlanId == plan.Id && (run.History.Start.PlanHash == plan.Hash || _options.DeleteRetired))
        .Cast<(RunFolder, RunHistory)?>()
        .LastOrDefault();

    private async Task<RunSession?> LockedAsync(Func<DeploymentLock, Task<RunSession?>> open)
    {
        PrepareStateFolder();
        var deploymentLock = DeploymentLock.Take(_library.StateFolder, services.Clock);
        RunSession? session = null;
        try
        {
            session = await open(deploymentLock);
            return session;
        }
        finally
        {
            if (session is null)
                deploymentLock.Dispose();
        }
    }

    private void PrepareStateFolder()
    {
        try
        {
            Directory.CreateDirectory(_library.StateFolder);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new HopguardException($"State folder '{_library.StateFolder}' cannot be made: {trouble.Message}", "Give another one with --state", trouble);
        }
    }

    private async Task<RunSession?> ResumeAsync(
        RunFolder folder, RunHistory history, Plan plan, DeploymentLock deploymentLock, CancellationToken cancellationToken)
    {
        var start = history.Start!;
        if (start.PlanId != plan.Id)
            throw new HopguardException($"Run '{start.RunId}' of plan '{start.PlanId}' is not finished", $"Finish it first, or roll it back: {hints.RollBack}");

        if (start.PlanHash != plan.Hash)
        {
            throw new HopguardException(
                $"Plan '{plan.Id}' is not the one that run '{start.RunId}' was begun with (SHA-256 {start.PlanHash[..12]} then, {plan.Hash[..12]} now)",
                "Use the Hopguard that began the run to finish it or to roll it back");
        }

        await RequireSameDeploymentAsync(start, cancellationToken);
        await new Leftovers(services.Engine).RemoveAsync(start.RunId, cancellationToken);
        return Enter(plan, folder, new JournalEntry.RunResumed(RunOwner.Current(services.Clock).ToString()), deploymentLock);
    }

    private async Task RequireSameDeploymentAsync(JournalEntry.RunStarted start, CancellationToken cancellationToken)
    {
        var engine = await services.Engine.DescribeAsync(cancellationToken);
        if (engine.Id != start.Before.EngineId)
        {
            throw new HopguardException(
                $"Run '{start.RunId}' belongs to a deployment on another engine ('{start.Before.EngineId}', this one is '{engine.Id}')",
                "Point DOCKER_HOST at the engine on which the run was begun");
        }

        if (_options.Project is { } project && project != start.Before.Project)
            throw new HopguardException($"Run '{start.RunId}' belongs to project '{start.Before.Project}', not to '{project}'", $"Give --project={start.Before.Project}");

        if (start.Before.Folder != _options.DeploymentFolder)
            throw new HopguardException($"Run '{start.RunId}' belongs to the deployment in '{start.Before.Folder}'", $"Give --deployment={start.Before.Folder}");
    }

    private static void RequireVersion(Plan plan, DeploymentSnapshot before)
    {
        if (plan.From is not null && before.Version != plan.From.ToString())
        {
            throw new HopguardException(
                $"Project '{before.Project}' runs version {before.Version}, and plan '{plan.Id}' starts from {plan.From}",
                "Choose a plan that starts from the installed version; nothing was changed");
        }
    }

    private RunSession Begin(Plan plan, DeploymentSnapshot before, DeploymentLock deploymentLock)
    {
        var (runId, folder) = _library.Create(services.Clock);
        return Enter(plan, folder, new JournalEntry.RunStarted(runId, plan.Id, plan.Hash, before, RunOwner.Current(services.Clock).ToString()), deploymentLock);
    }

    private RunSession Enter(Plan plan, RunFolder folder, JournalEntry first, DeploymentLock deploymentLock)
    {
        var journal = Journal.Open(folder.Journal, services.Clock);
        try
        {
            journal.Append(first);
            return Announce(new Run(services, application, plan, _options, folder, journal), deploymentLock, first is JournalEntry.RunResumed);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private RunSession Announce(Run run, DeploymentLock deploymentLock, bool resumed)
    {
        var title = new StringBuilder(application.Title).Append(' ').Append(run.Start.Before.Version);
        title.Append(run.Plan.To is null ? ", " + run.Plan.Procedure : " -> " + run.Plan.To).Append(" of project '").Append(run.Start.Before.Project).Append('\'');
        var done = run.Plan.Steps.Count(step => run.History.Status(step.Id) == StepStatus.Done);
        services.Observer.On(new RunEvent.RunOpened(run.Start.RunId, title.ToString(), run.Folder.Path, resumed, done, run.Plan.Steps.Length));
        return new RunSession(services, run, deploymentLock, hints);
    }

    private HopguardException NothingToRollBack()
    {
        var newest = _library.Runs().LastOrDefault();
        return newest.History is null
            ? new HopguardException($"There is no run in '{_library.StateFolder}'", "Give the deployment whose upgrade is to be rolled back with --deployment, or its state with --state")
            : new HopguardException(
                $"Run '{newest.History.Start!.RunId}' is over ({newest.History.State()})",
                $"There is nothing to roll back; its copies are kept in '{newest.Folder.Path}'");
    }

    private static HopguardException UnknownPlan(JournalEntry.RunStarted start) =>
        new($"Plan '{start.PlanId}' of run '{start.RunId}' is not part of this Hopguard", "Use the Hopguard that began the run");
}
