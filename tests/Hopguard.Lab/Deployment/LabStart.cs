namespace Hopguard.Lab;

/// <summary>As what a lab deployment begins.</summary>
/// <param name="Version">The release that is installed and filled.</param>
/// <param name="Project">Name of the folder that holds its source, and so of its compose project.</param>
/// <param name="Targets">The releases whose source archives lie beside it.</param>
public sealed record LabStart(string Version, string Project, params IReadOnlyList<string> Targets)
{
    /// <summary>2.2.0 in a folder that is called as its makers call it, and the archives of 2.3.0.</summary>
    public static LabStart Default { get; } = new("2.2.0", "cvat", "2.3.0");

    /// <summary>Variable that says as what a lab deployment by hand begins: version, folder, and the releases beside it, parted by commas.</summary>
    public const string Variable = "HOPGUARD_LAB_START";

    /// <summary>What <see cref="Variable"/> says, else <see cref="Default"/>.</summary>
    public static LabStart OfThisProcess() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text && text.Split(',') is [var version, var folder, .. { Length: > 0 } targets]
        ? new LabStart(version, folder, targets)
        : Default;

    /// <summary>Every image that the way from the first release to the last needs.</summary>
    internal IReadOnlyList<LabImage> Images => LabImage.OfCvat([Version, .. Targets]);

    /// <summary>What the release consists of.</summary>
    internal ReleaseFacts Facts { get; } = ReleaseFacts.Of(Version);
}
