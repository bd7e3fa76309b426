using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>.</summary>
public interface IFrostingTask
{
    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Whether the work is to be done at all; asked right before it would be.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Deals with a failure of the work; when it returns, the failure counts as dealt with and the run goes on.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the work, whether or not it failed.</summary>
    void Finally(ICakeContext context);
}
