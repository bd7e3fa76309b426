namespace Hopguard.Engine.Ports;

/// <summary>What came of reading the version from what runs.</summary>
/// <param name="Version">The version; null where nothing says it yet, or nothing that can be believed.</param>
/// <param name="Trouble">Why there is none, as a clause; null with a version.</param>
/// <param name="Remedy">What helps against that; null with a version.</param>
public sealed record VersionReading(string? Version, string? Trouble, string? Remedy)
{
    private const string Waiting = "Start the deployment and wait until it answers, then run the same command again";

    /// <summary>Whether waiting may help, and nothing else is known to.</summary>
    public bool IsSilence => Remedy == Waiting;

    /// <summary>A version that was read.</summary>
    public static VersionReading Of(string version) => new(version, null, null);

    /// <summary>None.</summary>
    /// <param name="trouble">Why, as a clause.</param>
    /// <param name="remedy">What helps; null where only waiting does.</param>
    public static VersionReading None(string trouble, string? remedy = null) => new(null, trouble, remedy ?? Waiting);
}
