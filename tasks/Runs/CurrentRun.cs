using Hopguard.Engine;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Runs;

/// <summary>
/// The run that this call of the program works on. The first step that asks opens it, every later one goes on with it, and the end of the call closes it with a
/// report, whichever way the call ends.
/// </summary>
public sealed class CurrentRun(Invocation call, BuiltInPlans plans, RunServicesByKind kinds)
{
    private RunServices? _services;
    private RunSession? _session;
    private string? _planId;
    private bool _isThere;
    private RouteAhead? _ahead;
    private bool _isUpgrade;

    /// <summary>
    /// What the upgrade of an application has to do now, of which this call does every hop. Null where nothing can be said: whoever opens the run of a plan is told why. Only looks at the
    /// deployment.
    /// </summary>
    /// <exception cref="HopguardException">There is no way, or a hop of it could lose data; nothing was changed.</exception>
    public async Task<RouteAhead?> FindRouteAsync(string applicationName)
    {
        var (application, all) = plans.OfApplication(applicationName);
        _isUpgrade = true;
        KindFit.RequireDone(application, TargetName.Of(TargetName.Upgrade, application.Name), all.Where(plan => plan is { Procedure: null, IsOfBase: false }), all, ServicesOf(application).Handlers);
        _ahead = await new RouteFinder(ServicesOf(application), application, call.Options.ToRunOptions(), all, HintsFor(application, all[0])) { IsLook = call.IsLook }.FindAsync(call.Cancellation);
        if (_ahead?.Refused is { } refused)
            throw new HopguardException(refused.What.In(call.Options.Language), refused.Remedy.In(call.Options.Language));
        foreach (var hop in _ahead?.Hops ?? [])
            plans.Judge(_ahead!.Application, hop);
        if (_ahead is { Hops.Count: > 0 })
            new Failpoint(call.Options.Text(OptionCatalogue.KillAt)).Require([.. _ahead.Hops], Failpoint.Kinds);

        return _ahead;
    }

    /// <summary>Opens the run of a plan; null when the deployment is at the plan's version already.</summary>
    public async Task<RunSession?> OpenAsync(string planId)
    {
        var (application, plan) = plans.Require(planId);
        var all = plans.Set.PlansOf(application);
        KindFit.RequireDone(application, TargetName.Of(plan, all), [plan], all, ServicesOf(application).Handlers);
        return _ahead?.Hops.Select(hop => hop.Id).ToList().IndexOf(planId) is int hop and >= 0 && plan.Range is null
            ? await OpenHopAsync(hop)
            : await OpenAsync(planId, () => OpenerFor(application, plan).OpenAsync(plan, call.Cancellation));
    }

    /// <summary>Opens the run of a hop of the route, counted from 0; it goes on with the claim of the hop before.</summary>
    public Task<RunSession?> OpenHopAsync(int hop)
    {
        var plan = _ahead!.Hops[hop];
        var (application, written) = plans.Require(plan.Id);
        return OpenAsync($"{plan.Id}@{plan.To}", () => OpenerFor(application, written, options => options with { To = plan.To!.ToString() }, _ahead.PlaceOf(hop, _session)).OpenAsync(written, TakeOver(), call.Cancellation), isNextHop: hop > 0);
    }

    private async Task<RunSession?> OpenAsync(string what, Func<Task<RunSession?>> open, bool isNextHop = false)
    {
        if (_planId == what && (_session is not null || _isThere))
            return _session;

        if (!isNextHop)
            Close();
        Begin();
        call.AtEnd = Close;
        (_planId, _session) = (what, await open());
        _isThere = _session is null;
        return _session;
    }

    // The hop before is told of, and no longer ours to close.
    private RunSession? TakeOver()
    {
        if (_session is not { } before)
            return null;

        _session = null;
        _services!.Observer.On(new RunEvent.RunClosed(before.Report(), GoesOn: true));
        return before;
    }

    /// <summary>Opens the newest run of an application for the way back.</summary>
    public async Task<RunSession> OpenForRollbackAsync(string applicationName)
    {
        Begin();
        var (application, all) = plans.OfApplication(applicationName);
        var begun = OpenerFor(application, all[0]).FindActive()?.History.Start?.PlanId;
        call.AtEnd = Close;
        _session = await OpenerFor(application, all.FirstOrDefault(plan => plan.Id == begun) ?? all[0]).OpenForRollbackAsync(all, call.Cancellation);
        return _session;
    }

    /// <summary>Why a step is no part of the hop that this call is about; null where it is one.</summary>
    public string? ReasonToSkip(string planId, string stepId)
    {
        // Cake asks in a dry run too, and all steps that there may be are shown where the versions are not known.
        if (call.IsLook || plans.Set.FindPlan(planId) is not { Range: not null } plan || plan.Steps.FirstOrDefault(step => step.Id == stepId) is not { When: { } condition })
            return null;

        // Whether it is one is known with the versions, and these with the run; Cake asks for the one before it waits for the other.
        var session = OpenAsync(planId).GetAwaiter().GetResult();
        return session is null || session.Has(stepId) ? null : $"Step '{stepId}' is no part of the hop {session.Hop}: '{condition}' does not hold";
    }

    private RunServices ServicesOf(Application application) => _services = kinds.For(application);

    private CommandHints HintsFor(Application application, Plan plan) => NextCommands.For(application, plan, call, plans.Set.PlansOf(application), isUpgrade: _isUpgrade);

    private RunOpener OpenerFor(Application application, Plan plan, Func<RunOptions, RunOptions>? wishes = null, RoutePlace? place = null)
    {
        var options = call.Options.ToRunOptions();
        return new RunOpener(ServicesOf(application), application, wishes?.Invoke(options) ?? options, HintsFor(application, plan))
        {
            Place = place,
            Plans = plans.Set.PlansOf(application),
            Judge = plans.Judge,
        };
    }

    // Steps move and remove the folder that the operator may stand in, and a process whose folder is gone can start no other.
    private void Begin()
    {
        call.IsAboutRun = true;
        Environment.CurrentDirectory = Path.GetPathRoot(AppContext.BaseDirectory)!;
    }

    /// <summary>Says that an upgrade had nothing to do, where that is so.</summary>
    public void TellNothingToDo()
    {
        if (_ahead is not { Hops.Count: 0 })
            return;

        call.IsAboutRun = true;
        call.Output.WriteLine(call.Say("The deployment is at its version already, nothing to do"));
    }

    /// <summary>Lets go of the run: report for people, lock given back. Does nothing when no run is open.</summary>
    public void Close()
    {
        if (_session is not { } session)
            return;

        _session = null;
        using (session)
            _services!.Observer.On(new RunEvent.RunClosed(session.Report(call.Failure as HopguardException)));
    }
}
