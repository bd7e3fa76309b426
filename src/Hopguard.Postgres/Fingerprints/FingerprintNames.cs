using System.Text.RegularExpressions;
using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>What a fingerprint would be if its database had another name.</summary>
internal static partial class FingerprintNames
{
    // What names the database itself, and how.
    private static readonly (string Kind, string Before, string Behind)[] Places = [("database", string.Empty, string.Empty), ("grant", "database ", " to "), ("comment", "database ", string.Empty)];

    /// <summary>The same content under another name.</summary>
    public static Fingerprint Rename(Fingerprint fingerprint, string from, string to)
    {
        var content = fingerprint.Databases[from];
        var objects = new Catalogue();
        foreach (var (kind, named) in content.Objects)
            objects[kind] = Places.FirstOrDefault(place => place.Kind == kind) is { Kind: not null } place ? Renamed(named, place.Before, place.Behind, from, to) : named;

        var cluster = new Catalogue();
        foreach (var (kind, named) in fingerprint.Cluster)
            cluster[kind] = Settings(named, from, to);

        return fingerprint with { Only = to, Cluster = cluster, Databases = new(StringComparer.Ordinal) { [to] = content with { Objects = objects } } };
    }

    private static SortedDictionary<string, SortedDictionary<string, string>> Renamed(SortedDictionary<string, SortedDictionary<string, string>> named, string before, string behind, string from, string to)
    {
        var renamed = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, attributes) in named)
        {
            var written = Forms(from).Select(form => before + form).FirstOrDefault(form => behind.Length == 0 ? name == form : name.StartsWith(form + behind, StringComparison.Ordinal));
            renamed[written is null ? name : before + Quoted(to) + name[written.Length..]] = attributes;
        }

        return renamed;
    }

    // work_mem for every role in "the database"
    private static SortedDictionary<string, SortedDictionary<string, string>> Settings(SortedDictionary<string, SortedDictionary<string, string>> named, string from, string to)
    {
        var renamed = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (name, attributes) in named)
        {
            var end = Forms(from).Select(form => " in " + form).FirstOrDefault(form => name.EndsWith(form, StringComparison.Ordinal));
            renamed[end is null ? name : $"{name[..^end.Length]} in {Quoted(to)}"] = attributes;
        }

        return renamed;
    }

    // A keyword is quoted as well.
    private static string[] Forms(string name) => [Quoted(name), $"\"{name}\""];

    // As the server does it, but for keywords, which no run makes a name of.
    private static string Quoted(string name) => Plain().IsMatch(name) ? name : SqlName.Quote(name);

    [GeneratedRegex(@"^[a-z_][a-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
