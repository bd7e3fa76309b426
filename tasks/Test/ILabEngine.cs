namespace Hopguard.Tasks.Test;

/// <summary>Provides the container engine that tests need.</summary>
public interface ILabEngine
{
    /// <summary>Finds an engine, or starts one; disposing what is returned stops what was started.</summary>
    /// <param name="log">Told what is done to the machine.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    Task<ILab> StartAsync(Action<string> log, CancellationToken cancellationToken);
}

/// <summary>A container engine that answers.</summary>
public interface ILab : IAsyncDisposable
{
    /// <summary>The variables by which a test process finds it, such as <c>DOCKER_HOST</c>.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }
}
