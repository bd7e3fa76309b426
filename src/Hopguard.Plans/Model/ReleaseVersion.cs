using System.Collections.Immutable;
using System.Globalization;

namespace Hopguard.Plans.Model;

/// <summary>
/// The version of a release: two to four numbers, compared as numbers, a missing one as 0; then, where there is one, the name of a version before it (<c>rc.1</c>), compared as SemVer says.
/// Which of these an application has is said by its <see cref="VersionScheme"/>, by which texts become versions.
/// </summary>
public sealed record ReleaseVersion : IComparable<ReleaseVersion>
{
    /// <summary>The longest name behind a hyphen.</summary>
    internal const int LongestSuffix = 40;

    private const int LongestText = 99;
    private const int MostDigits = 9;
    private const int Most = 4;

    private ReleaseVersion(ImmutableArray<int> numbers, string suffix) => (Numbers, Suffix) = (numbers, suffix);

    /// <summary>The numbers as they are written.</summary>
    public ImmutableArray<int> Numbers { get; }

    /// <summary>What stands behind the hyphen, empty where nothing does: <c>rc.1</c>.</summary>
    public string Suffix { get; }

    /// <summary>Reads a version of any form: a leading <c>v</c> and what stands behind a <c>+</c> say nothing about its order and are dropped. False for anything else, such as signs or blanks.</summary>
    public static bool TryParse(string? text, out ReleaseVersion version)
    {
        version = new ReleaseVersion([0, 0, 0], string.Empty);
        if (text is not { Length: > 0 and <= LongestText })
            return false;

        // By hand and not by a pattern, whose time limit would make a version unreadable on a machine that is busy.
        var build = text.IndexOf('+');
        var order = build < 0 ? text : text.Substring(0, build);
        var hyphen = order.IndexOf('-');
        var suffix = hyphen < 0 ? string.Empty : order.Substring(hyphen + 1);
        var numbers = (hyphen < 0 ? order : order.Substring(0, hyphen)).Substring(text[0] == 'v' ? 1 : 0).Split('.');
        var isWellFormed = numbers.Length is >= 2 and <= Most && numbers.All(number => number.Length is > 0 and <= MostDigits && number.All(IsDigit))
            && suffix.Length <= LongestSuffix && (hyphen < 0 || suffix.Split('.').All(part => part.Length > 0 && part.All(IsOfName)))
            && (build < 0 || (build < text.Length - 1 && text.Skip(build + 1).All(letter => letter == '.' || IsOfName(letter))));
        if (isWellFormed)
            version = new ReleaseVersion([.. numbers.Select(number => int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))], suffix);

        return isWellFormed;
    }

    private static bool IsDigit(char letter) => letter is >= '0' and <= '9';

    private static bool IsOfName(char letter) => IsDigit(letter) || letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '-';

    /// <summary>Reads a version that is known to be well formed.</summary>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static ReleaseVersion Parse(string text) =>
        TryParse(text, out var version) ? version : throw new FormatException($"'{text}' is not a version such as 2.3.0");

    /// <summary>The same version without what stands behind the hyphen.</summary>
    public ReleaseVersion WithoutSuffix() => Suffix.Length == 0 ? this : new ReleaseVersion(Numbers, string.Empty);

    /// <inheritdoc />
    public int CompareTo(ReleaseVersion? other)
    {
        if (other is null)
            return 1;

        for (var i = 0; i < Most; i++)
        {
            if (Number(i) != other.Number(i))
                return Number(i).CompareTo(other.Number(i));
        }

        return CompareSuffixes(Suffix, other.Suffix);
    }

    /// <summary>Whether both are of the same place in the order: <c>1.2</c> is <c>1.2.0</c>.</summary>
    public bool Equals(ReleaseVersion? other) => CompareTo(other) == 0;

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = StringComparer.Ordinal.GetHashCode(Suffix);
        for (var i = 0; i < Most; i++)
            hash = unchecked((hash * 397) + Number(i));

        return hash;
    }

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is older or equal.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is newer or equal.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The numbers with dots as they were written, and the suffix, without a <c>v</c>.</summary>
    public override string ToString() => string.Join(".", Numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) + (Suffix.Length == 0 ? string.Empty : $"-{Suffix}");

    private int Number(int index) => index < Numbers.Length ? Numbers[index] : 0;

    // What has a suffix comes before what has none. Of two, the first part that differs decides: numbers by value and before words, words by their letters, more parts after fewer.
    private static int CompareSuffixes(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
            return right.Length.CompareTo(left.Length);

        var (a, b) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var byPart = (AsNumber(a[i]), AsNumber(b[i])) switch
            {
                ({ } first, { } second) => first.CompareTo(second),
                (null, null) => string.CompareOrdinal(a[i], b[i]),
                (null, _) => 1,
                _ => -1,
            };
            if (byPart != 0)
                return byPart;
        }

        return a.Length.CompareTo(b.Length);
    }

    private static decimal? AsNumber(string part) =>
        part.Length <= 28 && decimal.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
