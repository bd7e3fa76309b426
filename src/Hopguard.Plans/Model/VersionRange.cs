namespace Hopguard.Plans.Model;

/// <summary>The versions from one to another, both included; an end that is open has no limit.</summary>
/// <param name="First">The oldest; null where there is no limit.</param>
/// <param name="Last">The newest; null where there is no limit.</param>
public sealed record VersionRange(ReleaseVersion? First, ReleaseVersion? Last)
{
    /// <summary>What stands between the two ends.</summary>
    public const string Between = "..";

    /// <summary>Whether a version lies in it.</summary>
    public bool Contains(ReleaseVersion version) => (First is null || version >= First) && (Last is null || version <= Last);

    /// <summary>As a plan writes it: <c>1.5.0..2.47.0</c>, <c>2.4.0..</c>; one version alone as that.</summary>
    public override string ToString() => First is not null && First.Equals(Last) ? First.ToString() : $"{First}{Between}{Last}";
}
