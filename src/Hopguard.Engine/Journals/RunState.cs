namespace Hopguard.Engine.Journals;

/// <summary>Where a run stands. Read from its journal, never stored apart from it.</summary>
public enum RunState
{
    /// <summary>Steps are being done, or were when the process died.</summary>
    Open,

    /// <summary>A step failed and nothing was rolled back: the operator decides.</summary>
    Failed,

    /// <summary>Everything is verified; the operator's word is awaited.</summary>
    AwaitingAcceptance,

    /// <summary>A rollback is going on, or was when the process died.</summary>
    RollingBack,

    /// <summary>The version before is back and verified. Final.</summary>
    RolledBack,

    /// <summary>The operator accepted the new version: there is no way back but a restore.</summary>
    Accepted,

    /// <summary>Every step is done. Final.</summary>
    Finished,
}
