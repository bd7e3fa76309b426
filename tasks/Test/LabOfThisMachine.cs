using Hopguard.Lab;

namespace Hopguard.Tasks.Test;

/// <summary>The lab's engine: the one that answers, or one of its own that is stopped at the end.</summary>
public sealed class LabOfThisMachine : ILabEngine
{
    /// <inheritdoc />
    public async Task<ILab> StartAsync(Action<string> log, CancellationToken cancellationToken) => new Started(await LabEngine.StartAsync(log, cancellationToken));

    private sealed class Started(LabEngine engine) : ILab
    {
        public IReadOnlyDictionary<string, string> Variables { get; } = engine.Environment
            .Where(variable => variable.Value is not null)
            .ToDictionary(variable => variable.Key, variable => variable.Value!, StringComparer.Ordinal);

        public ValueTask DisposeAsync() => engine.DisposeAsync();
    }
}
