using Hopguard.Engine.Reports;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>The sentences with which a run and a rollback begin.</summary>
internal static class RunOpening
{
    public static string Of(RunEvent.RunOpened opened)
    {
        var where = $"Run '{Untrusted.Line(opened.RunId)}' in '{Untrusted.Line(opened.Folder)}'";
        return opened.Resumed ? $"{where}, continued: {opened.DoneSteps} of {opened.TotalSteps} steps are done" : $"{where}, {opened.TotalSteps} steps";
    }

    public static string Of(RunEvent.RollbackStarted rollback) => $"Rolling back {rollback.Steps} steps: {Untrusted.Line(rollback.Why)}";
}
