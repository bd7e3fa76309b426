using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;
using Hopguard.Reporting.Languages;
using Hopguard.Reporting.Summaries;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>A look at a deployment and its runs, without taking it and without changing anything.</summary>
public sealed class DeploymentStatus(Invocation call, BuiltInPlans plans, RunServicesByKind kinds)
{
    private RunServices? _services;

    /// <summary>Tells what is installed, who works on it, what ran, what is kept and what can be typed next; the exit code says how that stands.</summary>
    /// <exception cref="HopguardException">What runs could not be found out; everything else is told before.</exception>
    public async Task WriteAsync(string applicationName)
    {
        var report = await LookAsync(applicationName);
        call.ExitCode = CodeOf(report);
        var phrases = Phrases.For(call.Options.Language);
        call.Outputs.Tell(report);
        if (call.IsJson)
            JsonOutput.Write(call, StatusJson.Render(report, call.ExitCode.Value, phrases));
        var lines = StatusText.Render(report, phrases).ToList();
        JobSummary.Append(lines);
        if (!call.IsJsonOnOutput)
        {
            foreach (var line in lines)
                await call.Output.WriteLineAsync(line);
        }

        if (report is { Condition: DeploymentCondition.Unknown, Problem: { } problem })
            throw new HopguardException(problem.Message, problem.Remedy, problem) { ExitCode = ExitCodes.Unknown };
    }

    internal static int CodeOf(DeploymentReport report) => report.Condition switch
    {
        // Its run cannot go on, and nobody is served: that it is worked on does not make it well.
        DeploymentCondition.WorkedOn when report.Problem is { IsEngineDown: true } => ExitCodes.NotAnswering,
        DeploymentCondition.Unknown => ExitCodes.Unknown,
        DeploymentCondition.Interrupted or DeploymentCondition.Failed => ExitCodes.NeedsOperator,
        DeploymentCondition.NotAnswering => ExitCodes.NotAnswering,
        _ => 0,
    };

    internal async Task<DeploymentReport> LookAsync(string applicationName)
    {
        var (application, all) = plans.OfApplication(applicationName);
        _services = kinds.For(application);
        var library = RunLibrary.Of(call.Options.ToRunOptions());
        var runs = library.Runs();
        var reports = runs.Select(run => (run.History, Report: ReportOf(application, all, run.Folder, run.History))).ToList();
        var (found, problem) = await InspectAsync(application);
        var (worker, claimed) = await FindClaimAsync(library);
        var active = reports.LastOrDefault(run => run.History.EndedAt is null && run.History.State() != RunState.Accepted);
        // What helps a deployment that merely does not answer would be harm in the middle of a run that another state folder keeps.
        var elsewhere = active.Report is null && worker is null && claimed is not null && (IsElsewhere(claimed, library) || IsGone(claimed)) ? claimed : null;
        var (condition, told) = elsewhere is null ? Judge(active.Report, worker, found, problem, reports.Count) : JudgeElsewhere(elsewhere, found, problem);
        if (problem is { IsEngineDown: true } && condition != DeploymentCondition.NotAnswering)
            told = $"{told}; {problem.Message}";

        told = DamagedCopy.AddTo(told, active.Report?.Damaged ?? []);

        // The way back leads over every hop of the route that is not accepted.
        var way = reports.Where(run => run.Report == active.Report || (run.Report.Route is { } route && route.Id == active.Report?.Route?.Id && run.History.EndedAt is null && run.History.State() != RunState.Accepted));
        var lost = active.Report is { State: not RunState.RollingBack } ? await FindLostAsync(application, [.. way.Select(run => run.Report)]) : null;
        if (lost is not null)
            told = $"{told}; {lost.Message}";

        var next = elsewhere is not null ? CommandsElsewhere(application, all, elsewhere) : condition == DeploymentCondition.WorkedOn ? [] : active.Report?.Verdict.Next ?? [];
        if (lost is not null)
            next = [lost.Remedy!, .. next.Where(line => !line.Contains(NextCommands.For(application, all[0], call, all).For(active.History).RollBack, StringComparison.Ordinal))];
        var before = runs.Count == 0 ? null : runs[^1].History.Start!.Before;
        var known = (found ?? before) is { } snapshot ? _services.Deployment.ContentsOf(snapshot) : DeploymentContents.None;
        return new DeploymentReport
        {
            Application = application.Title,
            Folder = call.Options.Deployment,
            StateFolder = library.StateFolder,
            Condition = condition,
            Told = told,
            Installed = found,
            Problem = problem,
            DownSince = await DownSinceAsync(application, active.Report),
            Services = await ServicesAsync(application, (found ?? before)?.Project ?? claimed?.Project, known.Services),
            Stores = known.Stores,
            Runs = await KeptNowAsync([.. reports.Select(run => run.Report)], problem),
            // No command does anything before the engine runs.
            Next = problem is { IsEngineDown: true, Remedy: { } remedy } ? [remedy, .. next] : next,
        };
    }

    // The run knows when it stopped the application; somebody may have started it by hand since.
    private async Task<DateTimeOffset?> DownSinceAsync(Application application, RunReport? active)
    {
        if (active?.DownSince is null || _services!.Availability is not { } availability)
            return active?.DownSince;

        return await availability.AnswersAsync(application, active.Project, call.Cancellation) ? null : active.DownSince;
    }

    // Who does not answer is not asked again for each thing that is kept.
    private async Task<IReadOnlyList<RunReport>> KeptNowAsync(IReadOnlyList<RunReport> runs, HopguardException? problem) =>
        problem is { IsEngineDown: true } ? runs : await Task.WhenAll(runs.Select(new KeptLook(_services!.Host).OfAsync));

    // The data of the version before may have been removed by hand, and then the way back is not what its run believes.
    private async Task<HopguardException?> FindLostAsync(Application application, IReadOnlyList<RunReport> runs)
    {
        try
        {
            foreach (var (run, kept) in runs.SelectMany(run => run.Kept.Select(item => (run, item))).Where(one => application.Stores.Keys.Any(store => one.item.What == KeptObjects.RetiredData(store))))
            {
                if (!await _services!.Host.HasAsync(kept.Where, call.Cancellation))
                    return new HopguardException($"the way back to version {run.From} is closed, since volume '{kept.Where}' with the data of that version is gone", $"Bring volume '{kept.Where}' back from a backup of the engine, or stay with the new version");
            }

            return null;
        }
        catch (HopguardException)
        {
            // The engine does not answer, which is told anyway.
            return null;
        }
    }

    private static (DeploymentCondition Condition, string Told) Judge(
        RunReport? active, string? worker, DeploymentSnapshot? found, HopguardException? problem, int runs) => (active, worker) switch
        {
            (_, { } who) => (DeploymentCondition.WorkedOn, $"It is being worked on by {who}"),
            ({ State: RunState.AwaitingAcceptance, To: var to }, _) when found is null =>
                (DeploymentCondition.NotAnswering, $"Version {to} waits for your acceptance, but is not seen to run: {problem?.Message}"),
            ({ State: RunState.AwaitingAcceptance, To: var to, Route: { } route }, _) when route.Hop < route.Hops.Count =>
                (DeploymentCondition.AwaitingAcceptance, $"Version {to} runs, verified, a stop on the way to {route.Hops[^1].To}: hop {route.Hop} of {route.Hops.Count} is done"),
            ({ State: RunState.AwaitingAcceptance, To: var to }, _) => (DeploymentCondition.AwaitingAcceptance, $"Version {to} runs, verified, and waits for your acceptance"),
            ({ State: RunState.Failed }, _) => (DeploymentCondition.Failed, $"Run '{active.RunId}' stopped at a failure, and nobody works on it: {active.Verdict.Happened}"),
            ({ }, _) => (DeploymentCondition.Interrupted, $"Run '{active.RunId}' is not finished, and nobody works on it: {active.Verdict.Happened}"),
            (null, _) when found is null => (DeploymentCondition.Unknown, "What runs could not be found out"),
            (null, _) => (DeploymentCondition.Idle, runs == 0 ? "Nobody works on it, and nothing ran here yet" : "Nobody works on it, and no run waits for anything"),
        };

    // A folder that is seen from here and has nothing under way any more: its owner was killed between the end of the run and the end of the claim.
    private static bool IsElsewhere(ClaimRecord run, RunLibrary library) => run.RunId.Length > 0
        && run.StateId != StateIdentity.Find(library.StateFolder)
        && (!IsSeen(run) || new RunLibrary(run.StateFolder).FindBlocking() is not null);

    // The state folder is there, and the run's own was taken out of it.
    private static bool IsGone(ClaimRecord run) => run.RunId.Length > 0 && IsSeen(run) && !new RunLibrary(run.StateFolder).Has(run.RunId);

    // The folder is on this host, and still that of the run.
    private static bool IsSeen(ClaimRecord run) => StateIdentity.Find(run.StateFolder) == run.StateId;

    // Null where it is not seen from here.
    private static RunHistory? FindElsewhere(ClaimRecord run) => IsSeen(run) ? new RunLibrary(run.StateFolder).FindBlocking()?.History : null;

    private static (DeploymentCondition Condition, string Told) JudgeElsewhere(ClaimRecord run, DeploymentSnapshot? found, HopguardException? problem)
    {
        if (IsGone(run))
            return (DeploymentCondition.Interrupted, $"Run '{run.RunId}' is not over, nobody works on it, and its folder '{new RunLibrary(run.StateFolder).FolderOf(run.RunId)}' is gone");

        var where = run.Owner.Host == Environment.MachineName ? string.Empty : $" on host '{run.Owner.Host}'";
        if (FindElsewhere(run)?.State() == RunState.AwaitingAcceptance)
        {
            return found is null
                ? (DeploymentCondition.NotAnswering, $"Run '{run.RunId}' of another state folder waits for your acceptance, but its version is not seen to run: {problem?.Message}; its state lies in '{run.StateFolder}'{where}")
                : (DeploymentCondition.AwaitingAcceptance, $"Run '{run.RunId}' of another state folder waits for your acceptance; its state lies in '{run.StateFolder}'{where}");
        }

        return (DeploymentCondition.Interrupted, $"Run '{run.RunId}' of another state folder is not over, and nobody works on it; its state lies in '{run.StateFolder}'{where}");
    }

    private IReadOnlyList<string> CommandsElsewhere(Application application, IReadOnlyList<Plan> all, ClaimRecord run)
    {
        var hints = NextCommands.For(application, all.FirstOrDefault(plan => plan.Id == run.PlanId) ?? all[0], call, all);
        string[] ways = [hints.For(run.PlanId, run.StateFolder).Status, .. hints.WaysOut(run.PlanId, run.StateFolder, FindElsewhere(run))];
        var giveUp = $"where that folder is lost for good: {hints.Continue} --give-up={run.RunId}";
        if (IsGone(run))
            return [$"Bring folder '{new RunLibrary(run.StateFolder).FolderOf(run.RunId)}' back where there is a copy of it, then type this command again", giveUp];

        return IsSeen(run) ? ways
            : run.Owner.Host == Environment.MachineName ? [$"Bring folder '{run.StateFolder}' back where there is a copy of it, then type this command again", giveUp]
            : [.. ways, giveUp];
    }

    private RunReport ReportOf(Application application, IReadOnlyList<Plan> all, RunFolder folder, RunHistory history)
    {
        var written = all.FirstOrDefault(plan => plan.Id == history.Start!.PlanId) ?? UnknownPlan(history);
        var plan = new PairChoice(DeployedBase.Of(application, history.Start!.Before), all).Of(written, history.Start);
        var route = RunLibrary.Of(call.Options.ToRunOptions()).OfRoute(history.Start!.Route);
        return new ReportBuilder(new RunRecord(application, plan, folder, history) { Route = route }, NextCommands.For(application, plan, call, all), _services!.Clock, _services.Steady).Build();
    }

    // A run of another Hopguard: what it did is in its folder, what its plan said is not known here.
    private static Plan UnknownPlan(RunHistory history)
    {
        var id = history.Start!.PlanId;
        var application = id.Split('-')[0];
        return new Plan { Application = Name.Of(application), Procedure = id[Math.Min(id.Length, application.Length + 1)..], Summary = id, Steps = [], Path = id, Hash = history.Start.PlanHash };
    }

    private async Task<(DeploymentSnapshot? Found, HopguardException? Problem)> InspectAsync(Application application)
    {
        try
        {
            return (await _services!.Deployment.InspectAsync(application, call.Options.ToRunOptions(), call.Cancellation), null);
        }
        catch (HopguardException trouble)
        {
            // In the middle of an upgrade there may be nothing to inspect; the runs say why.
            return (null, trouble);
        }
    }

    // What is there is told as it is; a run's beginning is asked only for what is not: the new version has other images, and services of its own.
    private async Task<IReadOnlyList<ServiceReport>> ServicesAsync(Application application, string? project, IReadOnlyList<ServicePlace> known)
    {
        var live = project is null ? [] : await LiveAsync(application, project);
        var missing = known.Where(service => live?.Any(one => one.Service == service.Service) != true)
            .Select(service => new ServiceReport(service.Service, service.Container, live is null ? "unknown" : "gone", service.Image));
        return
        [
            .. (live ?? []).Select(one => new ServiceReport(one.Service, one.Container, one.Status, one.Image)).Concat(missing)
                .OrderBy(service => service.Service, StringComparer.Ordinal).ThenBy(service => service.Container, StringComparer.Ordinal),
        ];
    }

    // Null where the engine does not answer.
    private async Task<IReadOnlyList<LiveService>?> LiveAsync(Application application, string project)
    {
        try
        {
            return await _services!.Host.ListServicesAsync(application, project, call.Cancellation);
        }
        catch (HopguardException)
        {
            return null;
        }
    }

    private async Task<(string? Worker, ClaimRecord? Run)> FindClaimAsync(RunLibrary library)
    {
        try
        {
            var claim = await _services!.Host.FindClaimAsync(call.Options.Text(OptionCatalogue.Project), call.Options.Deployment, call.Cancellation);
            return (claim.Holder?.Owner.ToString(), claim.Run);
        }
        catch (HopguardException)
        {
            // The engine does not answer; who works here holds the lock of the state folder as well.
            return (DeploymentLock.FindOwner(library.StateFolder), null);
        }
    }
}
