using Cake.Core;

namespace Cake.Frosting;

/// <summary>An asynchronous task that needs no context of its own.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;

/// <summary>An asynchronous task.</summary>
/// <typeparam name="T">The context that it needs; the task is left out of a run whose context is of another kind.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work; the default does nothing, so that a task may stand for its dependencies alone.</summary>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <inheritdoc cref="IFrostingTask.ShouldRun"/>
    public virtual bool ShouldRun(T context) => true;

    /// <inheritdoc cref="IFrostingTask.OnError"/>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <inheritdoc cref="IFrostingTask.Finally"/>
    public virtual void Finally(T context)
    {
    }

    /// <inheritdoc />
    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync((T)context);

    /// <inheritdoc />
    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun((T)context);

    /// <inheritdoc />
    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, (T)context);

    /// <inheritdoc />
    void IFrostingTask.Finally(ICakeContext context) => Finally((T)context);
}
