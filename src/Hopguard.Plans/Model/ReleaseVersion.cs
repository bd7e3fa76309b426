using System.Globalization;

namespace Hopguard.Plans.Model;

/// <summary>
/// The version of a release: three numbers, compared as numbers. A leading <c>v</c>, as in a tag, is accepted and dropped.
/// NuGet.Versioning would replace this type if a package for netstandard2.0 were to be had.
/// </summary>
public sealed record ReleaseVersion(int Major, int Minor, int Patch) : IComparable<ReleaseVersion>
{
    /// <summary>Reads <c>2.3.0</c> or <c>v2.3.0</c>; false for anything else, such as two numbers, signs or blanks.</summary>
    public static bool TryParse(string? text, out ReleaseVersion version)
    {
        version = new ReleaseVersion(0, 0, 0);
        var parts = (text ?? string.Empty).TrimStart('v').Split('.');
        if (parts.Length != 3 || text!.StartsWith("vv", StringComparison.Ordinal))
            return false;

        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return false;
        }

        version = new ReleaseVersion(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    /// <summary>Reads a version that is known to be well formed.</summary>
    /// <exception cref="FormatException">The text is not three numbers.</exception>
    public static ReleaseVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not a version of three numbers such as 2.3.0");

    /// <inheritdoc />
    public int CompareTo(ReleaseVersion? other)
    {
        if (other is null)
            return 1;

        var byMajor = Major.CompareTo(other.Major);
        if (byMajor != 0)
            return byMajor;

        var byMinor = Minor.CompareTo(other.Minor);
        return byMinor != 0 ? byMinor : Patch.CompareTo(other.Patch);
    }

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is older or equal.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is newer or equal.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The three numbers with dots, without a <c>v</c>.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}", Major, Minor, Patch);
}
