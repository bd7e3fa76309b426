using System.Globalization;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Live;

/// <summary>The sentences with which a run, a rollback and an outage begin and end.</summary>
internal static class RunOpening
{
    public static string Of(RunEvent.RunOpened opened) => opened.Resumed
        ? $"Run '{Untrusted.Line(opened.RunId)}' in '{Untrusted.Line(opened.Folder)}', continued: {opened.DoneSteps} of {Counts.Of(opened.TotalSteps, "step")} done"
        : $"Run '{Untrusted.Line(opened.RunId)}' in '{Untrusted.Line(opened.Folder)}', {Counts.Of(opened.TotalSteps, "step")}";

    public static string Of(RunEvent.StateFolderShared shared) =>
        $"Others than its owner may write to state folder '{Untrusted.Line(shared.Folder)}', and so move the copies away that a rollback rests on; 'chmod go-w' on it ends that";

    // Why, is told at the end, with what became of it.
    public static string Of(RunEvent.RollbackStarted rollback) => rollback.Undone == 0
        ? $"Rolling back {Counts.Of(rollback.Steps, "step")}"
        : $"Going on with a rollback that was interrupted: {rollback.Undone} of {Counts.Of(rollback.Steps, "step")} undone";

    public static string Of(RunEvent.OutageBegan began) =>
        $"From here {Untrusted.Line(began.Application)} is down, since {began.At.ToUniversalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC";

    public static string Of(RunEvent.EngineAwaited awaited) => $"{Untrusted.Line(awaited.Trouble)}; it is waited for, {Durations.Of(awaited.Limit)} at most";

    public static string Of(RunEvent.OutageEnded ended) => (ended.Length, ended.Unproved) switch
    {
        ({ } length, { } version) when ended.IsAbout => $"{Untrusted.Line(ended.Application)} answers, after about {Durations.Of(length)}; whether it is {Untrusted.Line(version)} with all its migrations is verified now",
        ({ } length, null) when ended.IsAbout => $"{Untrusted.Line(ended.Application)} answers again, after about {Durations.Of(length)}",
        ({ } length, { } version) => $"{Untrusted.Line(ended.Application)} answers, after {Durations.Of(length)}; whether it is {Untrusted.Line(version)} with all its migrations is verified now",
        (null, { } version) => $"{Untrusted.Line(ended.Application)} answers; whether it is {Untrusted.Line(version)} with all its migrations is verified now",
        ({ } length, null) => $"{Untrusted.Line(ended.Application)} answers again, after {Durations.Of(length)}",
        _ => $"{Untrusted.Line(ended.Application)} answers again",
    };
}
