using System.Collections.Immutable;

namespace Hopguard.Plans.Model;

/// <summary>How an application writes its versions. Every text that shall be a version of it, in its file, in plans, on the command line or from what runs, is read by this.</summary>
/// <param name="Fewest">The fewest numbers; missing ones count as 0.</param>
/// <param name="Most">The most numbers.</param>
/// <param name="Suffix">What may stand behind a hyphen.</param>
public sealed record VersionScheme(int Fewest, int Most, VersionSuffix Suffix)
{
    /// <summary>Three numbers and nothing behind them: what an application has that says nothing of its versions.</summary>
    public static VersionScheme Default { get; } = new(3, 3, VersionSuffix.None);

    /// <summary>Whatever could be the version of an application: for a plan whose application is not at hand.</summary>
    public static VersionScheme Any { get; } = new(2, 4, VersionSuffix.PreRelease);

    /// <summary>The words for suffixes in <c>application.yaml</c>.</summary>
    public static ImmutableSortedDictionary<string, VersionSuffix> Suffixes { get; } = ImmutableSortedDictionary<string, VersionSuffix>.Empty.WithComparers(StringComparer.Ordinal)
        .Add("none", VersionSuffix.None).Add("pre-release", VersionSuffix.PreRelease).Add("base", VersionSuffix.Base);

    /// <summary>A version of this scheme: <c>2.3.0</c>.</summary>
    public string Example => string.Join(".", new[] { "2", "3", "0", "1" }.Take(Most)) + (Suffix == VersionSuffix.PreRelease ? "-rc.1" : string.Empty);

    /// <summary>Reads a version that somebody wrote into a plan or typed; one of another base is not told apart from any other and has no place there.</summary>
    public bool TryRead(string? text, out ReleaseVersion version) =>
        ReleaseVersion.TryParse(text, out version) && Fits(version) && (version.Suffix.Length == 0 || Suffix == VersionSuffix.PreRelease);

    /// <summary>Reads what runs says of itself, an answer or the tag of an image: the name of its base is dropped.</summary>
    public bool TryObserve(string? text, out ReleaseVersion version)
    {
        if (!ReleaseVersion.TryParse(text, out version) || !Fits(version))
            return false;

        if (Suffix == VersionSuffix.Base)
            version = version.WithoutSuffix();

        return version.Suffix.Length == 0 || Suffix == VersionSuffix.PreRelease;
    }

    private bool Fits(ReleaseVersion version) => version.Numbers.Length >= Fewest && version.Numbers.Length <= Most;
}

/// <summary>What stands behind the hyphen of a version.</summary>
public enum VersionSuffix
{
    /// <summary>Nothing may.</summary>
    None,

    /// <summary>The name of a version before that of the numbers: <c>2.3.0-rc.1</c>.</summary>
    PreRelease,

    /// <summary>What the image is built on; the version is that of the numbers: <c>2.3.0-alpine</c>.</summary>
    Base,
}
