namespace Hopguard.Plans.Analysis.Crashes;

/// <summary>The places that hold what a store held in the version before.</summary>
[Flags]
public enum Holding
{
    /// <summary>None: it is lost.</summary>
    None = 0,

    /// <summary>The store's own volume.</summary>
    OwnVolume = 1,

    /// <summary>What was put aside.</summary>
    PutAside = 2,

    /// <summary>A copy that was verified and is fresh.</summary>
    Copy = 4,
}
