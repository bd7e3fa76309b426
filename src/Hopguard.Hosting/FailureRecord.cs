using Cake.Core;
using Cake.Core.Diagnostics;
using Hopguard.Engine;
using Hopguard.Engine.Secrets;
using Hopguard.Tasks;

namespace Hopguard.Hosting;

/// <summary>
/// Runs tasks as Cake does, and keeps why one failed, without secrets, for the program to say what can be done about it: Cake itself prints the message alone. A teardown
/// would learn it too, but shows up in every output.
/// </summary>
internal sealed class FailureRecord(DefaultExecutionStrategy cake, Invocation session, Redactor redactor) : IExecutionStrategy
{
    /// <inheritdoc />
    public async Task ExecuteAsync(CakeTask task, ICakeContext context)
    {
        try
        {
            await cake.ExecuteAsync(task, context);
        }
        catch (Exception failure)
        {
            session.Failure = failure is HopguardException refusal ? redactor.Redact(refusal) : failure;
            throw;
        }
    }

    /// <inheritdoc />
    public void PerformSetup(Action<ISetupContext> action, ISetupContext context) => cake.PerformSetup(action, context);

    /// <inheritdoc />
    public void PerformTeardown(Action<ITeardownContext> action, ITeardownContext teardownContext) => cake.PerformTeardown(action, teardownContext);

    /// <inheritdoc />
    public void Skip(CakeTask task, CakeTaskCriteria criteria) => cake.Skip(task, criteria);

    /// <inheritdoc />
    public Task ReportErrorsAsync(Func<Exception, Task> action, Exception exception) => cake.ReportErrorsAsync(action, exception);

    /// <inheritdoc />
    public async Task HandleErrorsAsync(Func<Exception, ICakeContext, Task> action, Exception exception, ICakeContext context)
    {
        await cake.HandleErrorsAsync(action, exception, context);
        // Nobody else would tell it: for Cake the task has not failed, and neither has the run.
        session.Failure = null;
        context.Log.Warning("{0}", redactor.Redact(exception.Message));
    }

    /// <inheritdoc />
    public Task InvokeFinallyAsync(Func<ICakeContext, Task> action, ICakeContext context) => cake.InvokeFinallyAsync(action, context);

    /// <inheritdoc />
    public void PerformTaskSetup(Action<ITaskSetupContext> action, ITaskSetupContext taskSetupContext) => cake.PerformTaskSetup(action, taskSetupContext);

    /// <inheritdoc />
    public void PerformTaskTeardown(Action<ITaskTeardownContext> action, ITaskTeardownContext taskTeardownContext) =>
        cake.PerformTaskTeardown(action, taskTeardownContext);
}
