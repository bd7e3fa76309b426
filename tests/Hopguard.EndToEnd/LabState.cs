namespace Hopguard.EndToEnd;

/// <summary>What is known of the deployment between two tests.</summary>
internal enum LabState
{
    /// <summary>Nothing: it has to be filled anew.</summary>
    Unknown,

    /// <summary>2.2.0 runs with all that it was filled with.</summary>
    Filled,
}
