using Hopguard.Engine.Reports;
using Hopguard.Reporting.Progress;

namespace Hopguard.Reporting.Live;

/// <summary>One way of showing a run. Called by one thread at a time; <c>running</c> is what goes on after the call's event.</summary>
internal interface IRunView
{
    void Open(RunEvent.RunOpened opened);

    void Begin(RunningStep step, IReadOnlyList<RunningStep> running);

    /// <summary>Time went by or a step went on.</summary>
    void Refresh(IReadOnlyList<RunningStep> running);

    void Log(string line, IReadOnlyList<RunningStep> running);

    /// <summary>A step found what hinders nothing and what whoever runs it has to know.</summary>
    void Warn(RunningStep step, string line, IReadOnlyList<RunningStep> running);

    void End(RunningStep step, StepEnding ending, IReadOnlyList<RunningStep> running);

    void Skip(RunEvent.StepSkipped skipped, IReadOnlyList<RunningStep> running);

    /// <summary>Something happened that is no step's: users lost the application, or have it again.</summary>
    void Tell(string line, IReadOnlyList<RunningStep> running);

    void RollBack(RunEvent.RollbackStarted rollback);

    void Close(RunReport report);
}
