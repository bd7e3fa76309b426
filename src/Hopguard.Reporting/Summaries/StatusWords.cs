using Hopguard.Engine.Formatting;
using Hopguard.Engine.Journals;

namespace Hopguard.Reporting.Summaries;

/// <summary>What became of a step, and where a run stands, in a word.</summary>
internal static class StatusWords
{
    public static string Of(StepStatus status) => status switch
    {
        StepStatus.Pending => "not begun",
        StepStatus.InDoubt => "in doubt",
        StepStatus.Done => "done",
        StepStatus.Failed => "FAILED",
        StepStatus.Waiting => "waiting",
        StepStatus.Undone => "undone",
        _ => status.ToString(),
    };

    public static string Of(RunState state) => state switch
    {
        RunState.Open => "interrupted",
        RunState.Failed => "failed",
        RunState.AwaitingAcceptance => "awaits acceptance",
        RunState.RollingBack => "rollback unfinished",
        RunState.RolledBack => "rolled back",
        RunState.Accepted => "accepted",
        _ => "finished",
    };

    /// <summary>The time spent in a step; empty for one that did nothing.</summary>
    public static string TimeOf(StepReport step) =>
        step.Status is StepStatus.Pending or StepStatus.Waiting ? string.Empty : Durations.Of(step.Duration);
}
