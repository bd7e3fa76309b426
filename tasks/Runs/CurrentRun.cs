using Hopguard.Engine;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;

namespace Hopguard.Tasks.Runs;

/// <summary>
/// The run that this call of the program works on. The first step that asks opens it, every later one goes on with it, and the end of the call closes it with a
/// report, whichever way the call ends.
/// </summary>
public sealed class CurrentRun(Invocation call, BuiltInPlans plans, RunServices services)
{
    private RunSession? _session;
    private string? _planId;
    private bool _isThere;

    /// <summary>Opens the run of a plan; null when the deployment is at the plan's version already.</summary>
    public async Task<RunSession?> OpenAsync(string planId)
    {
        if (_planId == planId && (_session is not null || _isThere))
            return _session;

        Close();
        Begin();
        var (application, plan) = plans.Require(planId);
        var opener = OpenerFor(application, plan);
        call.AtEnd = Close;
        (_planId, _session) = (planId, await opener.OpenAsync(plan, call.Cancellation));
        _isThere = _session is null;
        return _session;
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
        if (plans.Set.FindPlan(planId) is not { Range: not null } plan || plan.Steps.FirstOrDefault(step => step.Id == stepId) is not { When: { } condition })
            return null;

        // Whether it is one is known with the versions, and these with the run; Cake asks for the one before it waits for the other.
        var session = OpenAsync(planId).GetAwaiter().GetResult();
        return session is null || session.Has(stepId) ? null : $"Step '{stepId}' is no part of the hop {session.Hop}: '{condition}' does not hold";
    }

    private RunOpener OpenerFor(Application application, Plan plan) => new(services, application, call.Options.ToRunOptions(), NextCommands.For(application, plan, call, plans.Set.PlansOf(application)))
    {
        Plans = plans.Set.PlansOf(application),
        Judge = pair => plans.Judge(application, pair),
    };

    // Steps move and remove the folder that the operator may stand in, and a process whose folder is gone can start no other.
    private void Begin()
    {
        call.IsAboutRun = true;
        Environment.CurrentDirectory = Path.GetPathRoot(AppContext.BaseDirectory)!;
    }

    /// <summary>Lets go of the run: report for people, lock given back. Does nothing when no run is open.</summary>
    public void Close()
    {
        if (_session is not { } session)
            return;

        _session = null;
        using (session)
            services.Observer.On(new RunEvent.RunClosed(session.Report(call.Failure as HopguardException)));
    }
}
