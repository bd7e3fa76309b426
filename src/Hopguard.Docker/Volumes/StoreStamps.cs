using System.Globalization;
using System.Text.RegularExpressions;

namespace Hopguard.Docker.Volumes;

/// <summary>The stamps of one store.</summary>
/// <param name="store">Its name.</param>
/// <param name="fileSystem">The magic number of the file system that holds it, in hexadecimal.</param>
internal sealed partial class StoreStamps(string store, string fileSystem)
{
    private readonly List<Stamp> _entries = [];

    public string Store => store;

    public string FileSystem => fileSystem;

    /// <summary>One stamp for each entry, the store's own folder first.</summary>
    public IReadOnlyList<Stamp> Entries => _entries;

    /// <summary>Whether all entries lie on one device.</summary>
    public bool IsOneDevice => _entries.TrueForAll(entry => entry.Device == _entries[0].Device);

    /// <summary>Takes a line: an entry, or the rest of one whose name holds line breaks.</summary>
    public void Add(string line)
    {
        var match = Form().Match(line);
        if (match.Success && PathOf(match.Groups["path"].Value) is { } path)
            _entries.Add(new Stamp(line, path, match));
        else if (_entries.Count > 0)
            _entries[^1] = _entries[^1].WithMore(line);
        else
            _entries.Add(new Stamp(line, line, match));
    }

    /// <summary>Paths, relative to the store's folder, of entries that came, went or changed in anything at all since.</summary>
    public HashSet<string> FindChanges(StoreStamps before) => Different(before, entry => (entry.Path, entry.Text));

    /// <summary>The same, but for what changes when the store's folder is renamed or its file system mounted anew.</summary>
    public HashSet<string> FindChangesWithin(StoreStamps before) => Different(before, entry => (entry.Path, entry.WithoutPlace));

    private HashSet<string> Different(StoreStamps before, Func<Stamp, (string Path, string Text)> about)
    {
        if (before.Entries.Select(about).SequenceEqual(Entries.Select(about)))
            return [];

        // In whatever order the folders list their entries now.
        var changed = before.Entries.Select(about).ToHashSet();
        changed.SymmetricExceptWith(Entries.Select(about));
        return changed.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
    }

    private string? PathOf(string path)
    {
        if (!path.StartsWith(store, StringComparison.Ordinal))
            return null;

        return path.Length == store.Length ? string.Empty : path[store.Length] == '/' ? path[(store.Length + 1)..] : null;
    }

    // Some tools write the zone of a time and some do not.
    [GeneratedRegex(@"^(?<device>\d+) \d+ (?<rest>(?<mode>[0-9a-f]+) (?<links>\d+) \d+:\d+ \d+ -?\d+ (?<changed>\d+) \S+ \S+( [+-]\d{4})? \./(?<path>.+))$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Form();
}

/// <summary>What a file system says about one entry.</summary>
internal sealed record Stamp
{
    private const int FieldsOfFolder = 5;
    private const int FileType = 0xF000;
    private const int FolderType = 0x4000;

    public Stamp(string text, string path, Match match)
    {
        (Text, Path) = (text, path);
        if (!match.Success)
            return;

        Device = match.Groups["device"].Value;
        Changed = long.Parse(match.Groups["changed"].Value, CultureInfo.InvariantCulture);
        IsFolder = (int.Parse(match.Groups["mode"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & FileType) == FolderType;
        Links = long.Parse(match.Groups["links"].Value, CultureInfo.InvariantCulture);

        // The folder itself may move along into another source tree, which is a change of it and of nothing that it holds.
        var rest = match.Groups["rest"].Value;
        WithoutPlace = path.Length > 0 ? rest : string.Join(' ', rest.Split(' ').Take(FieldsOfFolder));
    }

    /// <summary>All that is said, its name at the end.</summary>
    public string Text { get; private init; }

    /// <summary>The text without what names the place on the host.</summary>
    public string WithoutPlace { get; private init; } = string.Empty;

    /// <summary>Relative to the store's folder, which is the empty path.</summary>
    public string Path { get; private init; }

    /// <summary>When anything about it last changed, in whole seconds since 1970; what is not understood has just changed.</summary>
    public long Changed { get; } = long.MaxValue;

    public string Device { get; } = string.Empty;

    public bool IsFolder { get; }

    /// <summary>Names that it has.</summary>
    public long Links { get; } = 1;

    /// <summary>The stamp with one more line of its name.</summary>
    public Stamp WithMore(string line) => this with { Text = $"{Text}\n{line}", WithoutPlace = $"{WithoutPlace}\n{line}", Path = $"{Path}\n{line}" };
}
