namespace Hopguard.Engine.Journals;

/// <summary>What became of a step.</summary>
/// <param name="Id">The step.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Duration">Time spent in it over all attempts.</param>
/// <param name="Summary">Its one line.</param>
public sealed record StepReport(string Id, StepStatus Status, TimeSpan Duration, string Summary);

/// <summary>What became of a step.</summary>
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Begun; whether it happened is not known.</summary>
    InDoubt,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Waiting for the operator.</summary>
    Waiting,

    /// <summary>Undone by a rollback.</summary>
    Undone,
}
