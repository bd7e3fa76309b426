namespace Hopguard.Tasks.Test;

/// <summary>The engine that tests find by themselves, as any Docker client does.</summary>
public sealed class RunningEngine : ILabEngine, ILab
{
    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Variables => TestRun.NoVariables;

    /// <inheritdoc />
    public Task<ILab> StartAsync(Action<string> log, CancellationToken cancellationToken) => Task.FromResult<ILab>(this);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
