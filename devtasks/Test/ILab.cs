namespace Hopguard.DevTasks.Test;

/// <summary>A container engine that answers.</summary>
public interface ILab : IAsyncDisposable
{
    /// <summary>The variables by which a test process finds it, such as <c>DOCKER_HOST</c>.</summary>
    IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Names what is on the engine now and was not when it was started, but for what the lab keeps for the next time.</summary>
    Task<IReadOnlyList<string>> FindOrphanedToolsAsync();
}
