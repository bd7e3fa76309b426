using System.Globalization;

namespace Hopguard.Plans.Model;

/// <summary>The name of an image, taken apart.</summary>
/// <param name="Repository">The repository, without what the engine adds by itself: <c>postgres</c>.</param>
/// <param name="Tag">The tag; <c>latest</c> where none is written.</param>
/// <param name="IsPinned">Whether a digest says which image it is.</param>
public sealed record ComposeImage(string Repository, string Tag, bool IsPinned)
{
    private const string DefaultPrefix = "docker.io/";
    private const string LibraryPrefix = "library/";

    /// <summary>The numbers that the tag begins with: 2, 9 for <c>v2.9-alpine</c>; none for a word.</summary>
    public IReadOnlyList<int> Numbers { get; } = NumbersOf(Tag);

    /// <summary>The first number; null for a word.</summary>
    public int? Major => Numbers.Count > 0 ? Numbers[0] : null;

    /// <summary>The system that the image is built on, as far as the tag says: <c>alpine</c>, a Debian release such as <c>bookworm</c>, or <c>debian</c> for what the tag leaves open.</summary>
    public string Base { get; } = BaseOf(Tag);

    /// <summary>
    /// The major of PostgreSQL that it runs: of an image of that name its own (<c>postgres:15.4</c>), else what the tag says beside the version of an extension (<c>2.14.2-pg15</c>,
    /// <c>pg14-v0.2.0</c>); null where the name does not say.
    /// </summary>
    public int? PostgreSqlMajor => Product is "postgres" or "postgresql" or "postgis" && Major >= OldestMajor ? Major : MarkedMajor;

    /// <summary>Whether it keeps its data where the official image of PostgreSQL does.</summary>
    public bool IsOfficialPostgreSql => Product is "postgres" or "postgis";

    // Vendors number images called 'postgres' by themselves too: below this, it is no version of PostgreSQL that such an image was ever made of.
    private const int OldestMajor = 8;

    private int? MarkedMajor => Tag.Split('-', '_', '.', '+')
        .Where(word => word.StartsWith("pg", StringComparison.Ordinal))
        .Select(word => int.TryParse(word.Substring(2), NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= OldestMajor ? major : default(int?))
        .FirstOrDefault(major => major is not null);

    private string Product => Repository.Substring(Repository.LastIndexOf('/') + 1);

    /// <summary>Takes a name apart.</summary>
    public static ComposeImage Parse(string text)
    {
        var at = text.IndexOf('@');
        var name = at < 0 ? text : text.Substring(0, at);
        var colon = name.LastIndexOf(':');
        var hasTag = colon > name.LastIndexOf('/');
        var repository = hasTag ? name.Substring(0, colon) : name;
        if (repository.StartsWith(DefaultPrefix, StringComparison.Ordinal))
            repository = repository.Substring(DefaultPrefix.Length);

        if (repository.StartsWith(LibraryPrefix, StringComparison.Ordinal))
            repository = repository.Substring(LibraryPrefix.Length);

        return new ComposeImage(repository, hasTag ? name.Substring(colon + 1) : "latest", at >= 0);
    }

    /// <summary>The same image of another major of PostgreSQL, as far as its name says one: <c>postgres:15-alpine</c> becomes <c>postgres:17-alpine</c>. A digest would say another image, and goes.</summary>
    public static string OnMajor(string text, int major)
    {
        if (Parse(text) is not { PostgreSqlMajor: { } now } image || now == major)
            return text;

        var (was, wanted) = (now.ToString(CultureInfo.InvariantCulture), major.ToString(CultureInfo.InvariantCulture));
        var name = text.Split('@')[0];
        name = name.Substring(0, name.Length - image.Tag.Length);
        if (image.MarkedMajor is not null && image.Major != now)
            return name + image.Tag.Replace("pg" + was, "pg" + wanted);

        var system = image.Tag.IndexOf('-');
        return name + wanted + (system < 0 ? string.Empty : image.Tag.Substring(system));
    }

    /// <summary>Whether this is an older version than the other; false where one of them has no version.</summary>
    public bool IsOlderThan(ComposeImage other)
    {
        for (var i = 0; i < Math.Min(Numbers.Count, other.Numbers.Count); i++)
        {
            if (Numbers[i] != other.Numbers[i])
                return Numbers[i] < other.Numbers[i];
        }

        return false;
    }

    /// <summary>Whether text sorts differently on the other's system. A system left open equals every one but Alpine, whose C library is another.</summary>
    public bool SortsDifferently(ComposeImage other) =>
        Base != other.Base && (Base == "alpine" || other.Base == "alpine" || (Base != "debian" && other.Base != "debian"));

    private static IReadOnlyList<int> NumbersOf(string tag)
    {
        var numbers = new List<int>();
        foreach (var part in tag.TrimStart('v').Split('-')[0].Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                break;

            numbers.Add(number);
        }

        return numbers;
    }

    private static string BaseOf(string tag)
    {
        var words = tag.Split('-').Where(word => word.Length > 0 && char.IsLetter(word[0]) && word != "slim" && !word.StartsWith("v", StringComparison.Ordinal));
        var name = words.LastOrDefault() ?? "debian";
        return name.StartsWith("alpine", StringComparison.Ordinal) ? "alpine" : name == "latest" ? "debian" : name;
    }
}
