using Cake.Core;
using Cake.Core.Diagnostics;
using Hopguard.Engine;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;
using Hopguard.Tasks;
using Hopguard.Tasks.Runs;

namespace Hopguard.Hosting.Targets;

/// <summary>
/// Cake's engine, which learns the route of an upgrade before it lays its tasks in order: what is to be done is known only with the installed version and the runs so far. The target then
/// depends on the hops of that route, each step a task, as a tree, a dry run and the run itself show them. A hop whose plan serves one pair of versions has its targets already; one of a
/// range gets its own, of the steps that this pair has.
/// </summary>
/// <param name="cake">Cake's own.</param>
/// <param name="targets">The targets that are asked for.</param>
/// <param name="call">The call.</param>
/// <param name="run">The run that the call works on.</param>
/// <param name="plans">The plans.</param>
/// <param name="log">How much the operator wants to be told.</param>
internal sealed class RoutedEngine(ICakeEngine cake, IReadOnlyList<string> targets, Invocation call, CurrentRun run, BuiltInPlans plans, ICakeLog log) : ICakeEngine
{
    private bool _isLaid;

    /// <inheritdoc />
    public event EventHandler<BeforeSetupEventArgs> BeforeSetup { add => cake.BeforeSetup += value; remove => cake.BeforeSetup -= value; }

    /// <inheritdoc />
    public event EventHandler<AfterSetupEventArgs> AfterSetup { add => cake.AfterSetup += value; remove => cake.AfterSetup -= value; }

    /// <inheritdoc />
    public event EventHandler<BeforeTeardownEventArgs> BeforeTeardown { add => cake.BeforeTeardown += value; remove => cake.BeforeTeardown -= value; }

    /// <inheritdoc />
    public event EventHandler<AfterTeardownEventArgs> AfterTeardown { add => cake.AfterTeardown += value; remove => cake.AfterTeardown -= value; }

    /// <inheritdoc />
    public event EventHandler<BeforeTaskSetupEventArgs> BeforeTaskSetup { add => cake.BeforeTaskSetup += value; remove => cake.BeforeTaskSetup -= value; }

    /// <inheritdoc />
    public event EventHandler<AfterTaskSetupEventArgs> AfterTaskSetup { add => cake.AfterTaskSetup += value; remove => cake.AfterTaskSetup -= value; }

    /// <inheritdoc />
    public event EventHandler<BeforeTaskTeardownEventArgs> BeforeTaskTeardown { add => cake.BeforeTaskTeardown += value; remove => cake.BeforeTaskTeardown -= value; }

    /// <inheritdoc />
    public event EventHandler<AfterTaskTeardownEventArgs> AfterTaskTeardown { add => cake.AfterTaskTeardown += value; remove => cake.AfterTaskTeardown -= value; }

    /// <inheritdoc />
    public IReadOnlyList<ICakeTaskInfo> Tasks
    {
        get
        {
            LayAsync().GetAwaiter().GetResult();
            return cake.Tasks;
        }
    }

    /// <inheritdoc />
    public CakeTaskBuilder RegisterTask(string name) => cake.RegisterTask(name);

    /// <inheritdoc />
    public void RegisterSetupAction(Action<ISetupContext> action) => cake.RegisterSetupAction(action);

    /// <inheritdoc />
    public void RegisterSetupAction<TData>(Func<ISetupContext, TData> action)
        where TData : class => cake.RegisterSetupAction(action);

    /// <inheritdoc />
    public void RegisterTeardownAction(Action<ITeardownContext> action) => cake.RegisterTeardownAction(action);

    /// <inheritdoc />
    public void RegisterTeardownAction<TData>(Action<ITeardownContext, TData> action)
        where TData : class => cake.RegisterTeardownAction(action);

    /// <inheritdoc />
    public void RegisterTaskSetupAction(Action<ITaskSetupContext> action) => cake.RegisterTaskSetupAction(action);

    /// <inheritdoc />
    public void RegisterTaskSetupAction<TData>(Action<ITaskSetupContext, TData> action)
        where TData : class => cake.RegisterTaskSetupAction(action);

    /// <inheritdoc />
    public void RegisterTaskTeardownAction(Action<ITaskTeardownContext> action) => cake.RegisterTaskTeardownAction(action);

    /// <inheritdoc />
    public void RegisterTaskTeardownAction<TData>(Action<ITaskTeardownContext, TData> action)
        where TData : class => cake.RegisterTaskTeardownAction(action);

    /// <inheritdoc />
    public async Task<CakeReport> RunTargetAsync(ICakeContext context, IExecutionStrategy strategy, ExecutionSettings settings)
    {
        await LayAsync();
        return await cake.RunTargetAsync(context, strategy, settings);
    }

    private async Task LayAsync()
    {
        if (_isLaid)
            return;

        _isLaid = true;
        var own = new OwnTasks(cake);
        own.Settle();
        // Reading all plans takes time, and no other target needs them for its order.
        var wanted = own.Before(targets);
        if (!wanted.Any(target => target.StartsWith(TargetName.Upgrade, StringComparison.OrdinalIgnoreCase)))
            return;

        foreach (var application in plans.Set.Applications.Where(application => wanted.Contains(TargetName.Of(TargetName.Upgrade, application.Name))))
            await LayAsync(plans.OfApplication(application.Name).Application, own);
    }

    private async Task LayAsync(Application application, OwnTasks own)
    {
        RouteAhead? ahead;
        try
        {
            ahead = await run.FindRouteAsync(application.Name);
        }
        catch (HopguardException refusal)
        {
            (call.Failure, call.IsAboutRun) = (refusal, true);
            throw;
        }

        var preview = ahead is null ? (call.IsLook ? [RoutePreview.Unknown(call.Options.Language)] : []) : RoutePreview.Render(ahead.Application, plans.Set.PlansOf(application), ahead, call.Options.Language);
        foreach (var line in log.Verbosity >= Verbosity.Normal ? preview : [])
            await call.Output.WriteLineAsync(line);
        if (ahead is null)
            return;

        string? last = null;
        foreach (var (index, hop) in ahead.Hops.Index())
            last = Lay(index, hop, last, own);

        var upgrade = Find(TargetName.Of(TargetName.Upgrade, application.Name));
        upgrade.Dependencies.RemoveAll(dependency => plans.Set.FindPlan(dependency.Name) is not null);
        if (last is null)
            return;

        // Whatever the program put before the end comes after the last hop.
        if (ahead.Hops[^1] is var newest && IsOfRange(newest))
        {
            last = own.LayBefore(newest.Id, upgrade.Name, newest.To!.ToString(), last);
            upgrade.Dependencies.Clear();
        }

        Follow(upgrade, last!);
    }

    /// <summary>The name of the task that the hop ends with.</summary>
    private string Lay(int index, Plan hop, string? before, OwnTasks own)
    {
        if (!IsOfRange(hop))
        {
            if (before is not null)
                Follow(Find($"{hop.Id}/{hop.Steps[0].Id}"), before);
            return hop.Id;
        }

        var name = $"{hop.Id}@{hop.To}";
        foreach (var step in hop.Steps)
        {
            before = own.LayBefore(hop.Id, $"{hop.Id}/{step.Id}", hop.To!.ToString(), before);
            before = Register($"{name}/{step.Id}", StepDescription.Of(step), before, () => RunAsync(index, step.Id));
        }

        before = own.LayBefore(hop.Id, hop.Id, hop.To!.ToString(), before);
        return Register(name, hop.Summary, before, work: null);
    }

    private bool IsOfRange(Plan hop) => plans.Set.FindPlan(hop.Id) is not { Range: null };

    // Before anything else that the task depends on: a task of the program's own in front of a hop is run when that hop's turn has come.
    private static void Follow(CakeTask task, string before) => task.Dependencies.Insert(0, new CakeTaskDependency(before, required: true));

    // Null where the deployment is where the hop leads.
    private async Task RunAsync(int hop, string step)
    {
        if (await run.OpenHopAsync(hop) is { } session)
            await session.RunStepAsync(step, call.Cancellation);
    }

    private string Register(string name, string description, string? before, Func<Task>? work)
    {
        var task = cake.RegisterTask(name).Description(description);
        if (before is not null)
            task.IsDependentOn(before);
        if (work is not null)
            task.Does(work);
        return name;
    }

    private CakeTask Find(string name) => (CakeTask)cake.Tasks.First(task => string.Equals(task.Name, name, StringComparison.OrdinalIgnoreCase));
}
