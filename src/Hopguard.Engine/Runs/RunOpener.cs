using System.Text;
using Hopguard.Engine.Backups;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>Finds the run to go on with, or begins one: takes the claim, checks identity, version and plan, and never lets two plans mix.</summary>
public sealed class RunOpener(RunServices services, Application application, RunOptions options, CommandHints hints)
{
    private readonly RunLibrary _library = RunLibrary.Of(options);
    private RunOptions _options = options with { DeploymentFolder = RealPath.Of(options.DeploymentFolder) };

    private PairChoice Pairs => new(application, Plans);

    /// <summary>All plans of the application: a pair of versions that has a plan of its own is not that of a range.</summary>
    public IReadOnlyList<Plan> Plans { get; init; } = [];

    /// <summary>The hop of a route that the run is of; null where it is a run of its own.</summary>
    public RoutePlace? Place { get; init; }

    /// <summary>Refuses what a plan for many pairs of versions came to for the pair of the run, if there is anything wrong with it.</summary>
    public Action<Application, Plan> Judge { get; init; } = (_, _) => { };

    /// <summary>Opens the run of a plan: the unfinished one if there is one, else a new one. Null when the deployment is at the plan's version already.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="after">The hop before on the route, whose claim is taken over; null where the deployment is not held yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">Somebody else works on the deployment, another run is unfinished, or the deployment is not what the plan starts from.</exception>
    public async Task<RunSession?> OpenAsync(Plan plan, RunSession? after, CancellationToken cancellationToken)
    {
        Pairs.RequireGoal(plan, _options.To);
        if (plan.Steps.Any(step => step is UseBackup) && !_options.DeleteRetired && _library.FindBlocking() is null)
            await InstallForAsync(GivenBackup.Open(_options.Backup, application), cancellationToken);

        return await OpenClaimedAsync(plan, after, cancellationToken);
    }

    private Task<RunSession?> OpenClaimedAsync(Plan plan, RunSession? after, CancellationToken cancellationToken) => ClaimedAsync(plan, _library.FindBlocking()?.History, after, async access =>
    {
        if (_library.FindBlocking() is { } found && !IsHopBefore(found.History))
        {
            RequireNotGivenUp(found.Folder, found.History);
            var on = On(found.History.Start!.Before);
            var pair = on.SamePair(plan, found.History);
            RequireSeen(pair, found.History);
            RequireFailpoint(pair);
            return await on.ResumeAsync(found.Folder, found.History, pair, access, isRollback: false, cancellationToken);
        }

        var before = await services.Deployment.InspectAsync(application, _options, cancellationToken);
        RequireClaimed(before.Project, access);
        if (access.GivesUp)
            await access.Claim.ForgetAsync(cancellationToken);
        return await On(before).GoOnAsync(plan, before, access, cancellationToken);
    }, cancellationToken);

    // The base of a deployment is a fact of it, and no version hop takes it down.
    private RunOpener On(DeploymentSnapshot before) => DeployedBase.Of(application, before) is var seen && ReferenceEquals(seen, application)
        ? this
        : new RunOpener(services, seen, options, hints) { Plans = Plans, Place = Place, Judge = Judge, _options = _options };

    private async Task<RunSession?> GoOnAsync(Plan plan, DeploymentSnapshot before, DeploymentAccess access, CancellationToken cancellationToken)
    {
        if (Pairs.IsThere(plan, before, _options, () => FindAccepted(plan, before) is not null))
            return FindAccepted(plan, before) is { } accepted ? await ResumeAsync(accepted.Folder, accepted.History, SamePair(plan, accepted.History), access, isRollback: false, cancellationToken) : null;

        RequireVersion(plan, before);
        return await BeginAsync(plan, before, access, cancellationToken);
    }

    /// <summary>Opens the run of a plan that no other hop comes before.</summary>
    /// <inheritdoc cref="OpenAsync(Plan, RunSession?, CancellationToken)"/>
    public Task<RunSession?> OpenAsync(Plan plan, CancellationToken cancellationToken) => OpenAsync(plan, after: null, cancellationToken);

    /// <summary>Opens the newest run for the way back.</summary>
    /// <exception cref="HopguardException">There is none that could be rolled back, or somebody else works on the deployment.</exception>
    public async Task<RunSession> OpenForRollbackAsync(IReadOnlyList<Plan> plans, CancellationToken cancellationToken)
    {
        if (FindActive() is { } active && active.History.State() == RunState.Accepted)
            throw AcceptedBefore(active.Folder, active.History);

        var known = _library.FindActive()?.History ?? await RequireForeignAsync(cancellationToken);
        return (await ClaimedAsync(null, known, after: null, async access =>
        {
            var newest = FindActive() ?? throw NothingToRollBack();
            var plan = plans.FirstOrDefault(plan => plan.Id == newest.History.Start!.PlanId) ?? throw UnknownPlan(newest.History.Start!);
            var on = On(newest.History.Start!.Before);
            var pair = on.Pairs.Of(plan, newest.History.Start!);
            new Failpoint(_options.KillAt).Require([pair, .. on.HopsBehind(newest.History.Start!, plans)], Failpoint.KindsBack);
            return await on.ResumeAsync(newest.Folder, newest.History, pair, access, isRollback: true, cancellationToken);
        }, cancellationToken))!;
    }

    /// <summary>The run that has to be finished before another can begin, else the newest that is not final; without the claim: for a look at it.</summary>
    public (RunFolder Folder, RunHistory History)? FindActive() => _library.FindActive();

    // Nothing of our own to roll back: it may be that another state folder has it, and then its owner is told by the refusal.
    private async Task<RunHistory?> RequireForeignAsync(CancellationToken cancellationToken)
    {
        var state = await services.Host.FindClaimAsync(_options.Project, _options.DeploymentFolder, cancellationToken);
        return (state.Holder ?? state.Run) is null ? throw NothingToRollBack() : null;
    }

    // Where an engine has nothing of the deployment, there is nothing to look at and to restore into: an empty one is made first, of the version that the files are of.
    private async Task InstallForAsync(GivenBackup backup, CancellationToken cancellationToken)
    {
        if (await services.Deployment.InstallWhereNothingIsAsync(application, _options, backup.Start.Before, cancellationToken))
            _options = _options with { IsNewInstallation = true };
    }

    // Acceptance closes the way back, and what is deleted never comes back: both are for a version that somebody could look at, and never for one that is not there yet.
    private void RequireSeen(Plan plan, RunHistory? begun)
    {
        var isSeen = begun is not null && (begun.Start!.PlanId != plan.Id || plan.Steps.TakeWhile(step => step is not Accept).All(step => begun.Status(step.Id) == StepStatus.Done));
        if (isSeen || !(_options.Accept || _options.DeleteRetired) || !plan.Steps.Any(step => step is Accept))
            return;

        IReadOnlyList<string> commands = begun is not null ? hints.For(begun).WaysOut(begun) : [plan.To is null ? $"to begin:     {hints.Continue}" : $"to upgrade:   {hints.Continue}"];
        throw (plan.To, _options.Accept) switch
        {
            (null, true) => new HopguardException($"Procedure '{plan.Procedure}' cannot be accepted before it was done: run it without 'accept' first, and look at what it brought; nothing was changed")
            { Commands = commands },
            (null, false) => new HopguardException($"Procedure '{plan.Procedure}' was not done and accepted, so it has put nothing aside to delete: run it without --delete-retired first; nothing was changed")
            { Commands = commands },
            (_, true) => new HopguardException($"Version {plan.To} cannot be accepted before it was upgraded to and runs; nothing was changed", "Upgrade without 'accept' first and look at the new version, then accept it")
            { Commands = commands },
            (_, false) => new HopguardException(
                $"Version {plan.To} was not upgraded to and accepted, so its upgrade has put nothing aside to delete; nothing was changed", "Leave --delete-retired out to upgrade, and give it when the new version is accepted")
            { Commands = commands },
        };
    }

    // What is not lost is not given up: it ends as every run does.
    private void RequireNotGivenUp(RunFolder folder, RunHistory open)
    {
        if (_options.GiveUp is { } run && run == open.Start!.RunId)
        {
            throw new HopguardException($"Run '{run}' is not lost, so it is not given up: its state lies in '{folder.Path}'", "Leave --give-up out, and go on with that run or roll it back")
            { Commands = hints.For(open).WaysOut(open) };
        }
    }

    private (RunFolder Folder, RunHistory History)? FindAccepted(Plan plan, DeploymentSnapshot before) => _library.Unfinished()
        .Where(run => run.History.Start!.PlanId == plan.Id && (plan.Range is null || (application.Versions.TryObserve(run.History.Start.To, out var reached) && application.IsVersion(reached, before.Version)))
            && (_options.DeleteRetired || run.History.Start.PlanHash == Pairs.Of(plan, run.History.Start).Hash))
        .Cast<(RunFolder, RunHistory)?>()
        .LastOrDefault();

    private Plan SamePair(Plan plan, RunHistory history)
    {
        var start = history.Start!;
        var pair = Pairs.Of(plan, start);
        if (plan.Range is null || pair.To is not { } leadsTo)
            return pair;

        if (pair.Base is { To.PostgreSqlMajor: var major } && _options.Postgres is { } other && other != major)
            throw new HopguardException($"Run '{start.RunId}' leads to PostgreSQL {major}, not to {other}", "Finish it first, or roll it back") { Commands = hints.For(history).WaysOut(history) };
        if (_options.To is { } wanted && !application.IsVersion(leadsTo, wanted))
            throw new HopguardException($"Run '{start.RunId}' leads to {leadsTo}, not to {wanted}", "Finish it first, or roll it back") { Commands = hints.For(history).WaysOut(history) };

        Judge(application, pair);
        return pair;
    }

    private async Task<RunSession?> ClaimedAsync(Plan? plan, RunHistory? begun, RunSession? after, Func<DeploymentAccess, Task<RunSession?>> open, CancellationToken cancellationToken)
    {
        var access = after?.HandOver();
        RunSession? session = null;
        try
        {
            if (plan is not null)
                services.Handlers.Require(application.Deployment, plan);
            // On another engine there is no such deployment to claim.
            if (begun is not null)
                await RequireSameDeploymentAsync(begun.Start!, cancellationToken);

            access ??= await new DeploymentOpener(services, application, _options, options.DeploymentFolder, _library, hints).OpenAsync(plan, begun, cancellationToken);
            session = await open(access);
            return session;
        }
        finally
        {
            if (session is null)
                access?.Dispose();
        }
    }

    private async Task<RunSession?> ResumeAsync(
        RunFolder folder, RunHistory history, Plan plan, DeploymentAccess access, bool isRollback, CancellationToken cancellationToken)
    {
        var start = history.Start!;
        if (start.PlanId != plan.Id)
            throw new HopguardException($"Run '{start.RunId}' of plan '{start.PlanId}' is not finished", "Finish it first, or roll it back") { Commands = hints.For(history).WaysOut(history) };

        if (start.PlanHash != plan.Hash)
        {
            throw new HopguardException(
                $"Plan '{plan.Id}' is not the one that run '{start.RunId}' was begun with (SHA-256 {start.PlanHash[..12]} then, {plan.Hash[..12]} now)",
                "Use the Hopguard that began the run to finish it or to roll it back");
        }

        await RequireSameDeploymentAsync(start, cancellationToken);
        RequireClaimed(start.Before.Project, access);
        if (history.State() != RunState.Accepted)
            await KeepAsync(access, start, plan, cancellationToken);

        return await EnterAsync(plan, folder, new JournalEntry.RunResumed(access.Claim.Record.Owner.ToString()) { Typed = _options.Typed }, access, isRollback, cancellationToken);
    }

    private async Task RequireSameDeploymentAsync(JournalEntry.RunStarted start, CancellationToken cancellationToken)
    {
        // Asked first: what is no host of its kind cannot even be asked for its id.
        if (start.Before.Kind != application.Deployment)
            throw new HopguardException($"Run '{start.RunId}' belongs to a deployment of kind '{start.Before.Kind.Word()}', not '{application.Deployment.Word()}'", $"Give --kind={ShellWord.Posix(start.Before.Kind.Word())}");

        var host = await services.Host.FindIdAsync(cancellationToken);
        if (host != start.Before.EngineId)
            throw services.Host.Elsewhere(start.RunId, start.Before.EngineId, host);

        if (_options.Project is { } project && project != start.Before.Project)
            throw new HopguardException($"Run '{start.RunId}' belongs to project '{start.Before.Project}', not to '{project}'", $"Give --project={ShellWord.Posix(start.Before.Project)}");

        if (RealPath.Of(start.Before.Folder) != _options.DeploymentFolder)
            throw new HopguardException($"Run '{start.RunId}' belongs to the deployment in '{start.Before.Folder}'", $"Give --deployment={ShellWord.Posix(start.Before.Folder)}");
    }

    private void RequireVersion(Plan plan, DeploymentSnapshot before)
    {
        if (plan.From is not null && !application.IsVersion(plan.From, before.Version))
        {
            throw new HopguardException(
                $"Project '{before.Project}' runs version {before.Version}, and plan '{plan.Id}' starts from {plan.From}",
                "Choose a plan that starts from the installed version; nothing was changed");
        }
    }

    // The claim is on the project that was found before it was taken.
    private static void RequireClaimed(string project, DeploymentAccess access)
    {
        if (project != access.Claim.Record.Project)
            throw new HopguardException($"Deployment '{access.Claim.Record.Project}' became '{project}' while it was looked at", "Run the same command again; nothing was changed");
    }

    private async Task<RunSession> BeginAsync(Plan written, DeploymentSnapshot before, DeploymentAccess access, CancellationToken cancellationToken)
    {
        var plan = Pairs.Begin(written, before, _options.To, _options.Postgres);
        RequireSeen(plan, begun: null);
        ExternalFit.Require(plan, before);
        BuildFit.Require(_options, [plan]);
        SourceFit.Require(_options, plan);
        if (written.Range is not null)
            Judge(application, plan);
        new StatePlacement(_options.DeploymentFolder, _library.StateFolder).RequireOutsideTrees(plan);
        RequireFailpoint(plan);

        var (runId, folder) = _library.Create(services.Clock);
        _library.RemoveFruitless(plan);
        var start = new JournalEntry.RunStarted(runId, plan.Id, plan.Hash, before, access.Claim.Record.Owner.ToString())
        {
            Typed = _options.Typed,
            To = written.Range is null ? null : plan.To?.ToString(),
            Base = plan.Base is { } change ? new BaseMajors(change.From.PostgreSqlMajor, change.To.PostgreSqlMajor) : null,
            Route = Place is { Hop: 1 } ? Place with { Id = runId } : Place,
        };
        await KeepAsync(access, start, plan, cancellationToken);
        return await EnterAsync(plan, folder, start, access, isRollback: false, cancellationToken);
    }

    // The point may lie in another hop of the route.
    private void RequireFailpoint(Plan plan)
    {
        if (Place is null)
            new Failpoint(_options.KillAt).Require([plan], Failpoint.Kinds);
    }

    // One note for all of a route: between two of them a kill would leave a deployment that looks free.
    private static Task KeepAsync(DeploymentAccess access, JournalEntry.RunStarted start, Plan plan, CancellationToken cancellationToken) =>
        access.Claim.KeepAsync(start.Route?.Id ?? start.RunId, start.Route?.Hops[0].PlanId ?? plan.Id, cancellationToken);

    private bool IsHopBefore(RunHistory history) =>
        Place is { } place && place.IsWith(history.Start!.Route) && history.Start!.Route!.Hop == place.Hop - 1 && history.State() == RunState.AwaitingAcceptance;

    private async Task<RunSession> EnterAsync(Plan plan, RunFolder folder, JournalEntry first, DeploymentAccess access, bool isRollback, CancellationToken cancellationToken)
    {
        var journal = Journal.Open(folder.Journal, services.Clock, services.Redactor, services.Steady);
        try
        {
            // The first record of all is what a run is known by; that of a later session is written when nothing speaks against going on.
            var isResumed = first is JournalEntry.RunResumed;
            if (!isResumed)
                journal.Append(first);
            var run = new Run(services, application, plan, _options, folder, journal) { LaterHops = LaterHops(new RunHistory(journal.Entries).Start!) };
            if (isResumed)
            {
                await new EntryCheck(run).RequireAsync(isRollback, cancellationToken);
                journal.Append(first);
            }

            return Announce(run, access, isResumed);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private IEnumerable<Plan> HopsBehind(JournalEntry.RunStarted newest, IReadOnlyList<Plan> plans) =>
        from run in _library.Unfinished()
        let start = run.History.Start!
        where start.RunId != newest.RunId && newest.Route?.IsWith(start.Route) == true
        let plan = plans.FirstOrDefault(plan => plan.Id == start.PlanId)
        where plan is not null
        select Pairs.Of(plan, start);

    private IReadOnlyList<Plan> LaterHops(JournalEntry.RunStarted start) =>
        [.. (start.Route?.Hops.Skip(start.Route.Hop) ?? []).Select(hop => Plans.FirstOrDefault(plan => plan.Id == hop.PlanId) is { } plan ? Pairs.Of(plan, hop) : null).OfType<Plan>()];

    private RunSession Announce(Run run, DeploymentAccess access, bool resumed)
    {
        var title = new StringBuilder(application.Title).Append(' ').Append(run.Start.Before.Version);
        title.Append(run.Plan.To is null ? ", " + run.Plan.Procedure : run.Start.Base is { } majors ? $", PostgreSQL {majors.From} -> {majors.To}" : " -> " + run.Plan.To).Append(" of project '").Append(run.Start.Before.Project).Append('\'');
        var done = run.Plan.Steps.Count(step => run.History.Status(step.Id) == StepStatus.Done);
        services.Observer.On(new RunEvent.RunOpened(run.Start.RunId, title.ToString(), run.Folder.Path, resumed, done, run.Plan.Steps.Length));
        if (!resumed && RunFolder.IsOpenToOthers(_library.StateFolder))
            services.Observer.On(new RunEvent.StateFolderShared(_library.StateFolder));
        return new RunSession(services, run, access, hints, new EarlierHops(services, application, _options, Plans));
    }

    private HopguardException NothingToRollBack()
    {
        var newest = _library.Runs().LastOrDefault();
        return newest.History is null
            ? new HopguardException($"There is no run in '{_library.StateFolder}'", "Give the deployment whose upgrade is to be rolled back with --deployment, or its state with --state")
            : new HopguardException(
                $"Run '{newest.History.Start!.RunId}' is over ({(newest.History.State() == RunState.Finished ? "its last step is done" : "it was rolled back")})",
                $"There is nothing to roll back; what it kept lies in '{newest.Folder.Path}'");
    }

    // Nothing is opened: a refusal leaves no trace in the run.
    private HopguardException AcceptedBefore(RunFolder folder, RunHistory history)
    {
        var aside = history.RecallAll(KeptObjects.Prefix).GroupBy(item => item.Key).Select(group => group.Last()).Where(item => item.Text.Length > 0).Select(item => $"{item.Key} ('{item.Text}')");
        return new HopguardException(
            $"Run '{history.Start!.RunId}' was accepted, and writes of the new version would be lost by going back",
            $"Nothing was changed, the new version runs. Kept are {string.Join(", ", aside.Prepend($"the copies in '{folder.Path}'"))}")
        { Commands = [$"what is there: {hints.Status}"] };
    }

    private static HopguardException UnknownPlan(JournalEntry.RunStarted start) =>
        new($"Plan '{start.PlanId}' of run '{start.RunId}' is not part of this Hopguard", "Use the Hopguard that began the run");
}
