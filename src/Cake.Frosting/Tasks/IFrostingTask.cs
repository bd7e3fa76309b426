using Cake.Core;

namespace Cake.Frosting;

/// <summary>A unit of work. Derive from <see cref="FrostingTask{T}"/> or <see cref="AsyncFrostingTask{T}"/>: a class that has neither as a base is refused.</summary>
public interface IFrostingTask
{
    /// <summary>Does the work.</summary>
    Task RunAsync(ICakeContext context);

    /// <summary>Why the work is left out when it is not to be done, for the log and the table at the end. A class that names this interface again can give it.</summary>
    string SkippedMessage => string.Empty;

    /// <summary>Whether the work is to be done at all; asked right before it would be.</summary>
    bool ShouldRun(ICakeContext context);

    /// <summary>Deals with a failure of the work; when it returns, the failure counts as dealt with and the run goes on.</summary>
    void OnError(Exception exception, ICakeContext context);

    /// <summary>Runs after the work, whether or not it failed.</summary>
    void Finally(ICakeContext context);
}
