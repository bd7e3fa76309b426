namespace Hopguard.Engine.Journals;

/// <summary>What a run did with the services of its application, as its journal knows it; whether they answer is not asked.</summary>
public enum ServiceState
{
    /// <summary>The run did not stop them.</summary>
    NotStopped,

    /// <summary>They were stopped and are not all started again.</summary>
    Down,

    /// <summary>They were stopped and started again.</summary>
    Started,
}
