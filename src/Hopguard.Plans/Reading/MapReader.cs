using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads the keys of one mapping. Every key that was not asked for is a finding in the end.</summary>
internal sealed class MapReader
{
    // Who has more is not misspelling: the rest would only bury what comes first.
    private const int MostUnknownKeys = 20;

    /// <summary>What a mapping behind a key is.</summary>
    public static readonly Message Key = new("Key", "キー");

    private readonly ImmutableArray<Entry> _entries;
    private readonly SourcePlace _owner;
    private readonly Message _what;
    private readonly string? _name;
    private readonly FindingSink _findings;
    private readonly ValueReader _values;
    private readonly List<string> _known = [];

    /// <summary>Reads a mapping; anything else is a finding and reads as empty.</summary>
    /// <param name="node">The mapping; an empty value counts as an empty one.</param>
    /// <param name="owner">Where a missing key is reported.</param>
    /// <param name="what">What the mapping is, for messages: <c>Step</c>.</param>
    /// <param name="name">Which one of them, for messages: <c>dump-database</c>; null where there is only one.</param>
    /// <param name="findings">Where findings go.</param>
    public MapReader(Node node, SourcePlace owner, Message what, string? name, FindingSink findings)
    {
        _owner = owner;
        _what = what;
        _name = name;
        _findings = findings;
        _values = new ValueReader(findings);
        _entries = node is MapNode map ? map.Entries : [];
        IsMap = node is MapNode or ScalarNode { IsEmpty: true };
        if (!IsMap)
            findings.Report(SyntaxRules.WrongValue, node.Place, Subject + new Message(" takes keys with values; write { key: value }", " はキーと値を取ります。{ key: value } のように書いてください"));
    }

    /// <summary>Whether there was a mapping at all.</summary>
    public bool IsMap { get; }

    /// <summary>How versions in it are written.</summary>
    public VersionScheme Versions { get; set; } = VersionScheme.Any;

    /// <summary>The mapping's entries, for mappings whose keys are names.</summary>
    public ImmutableArray<Entry> Entries => _entries;

    // Put together only when it is said: nearly no mapping has anything wrong.
    private Message Subject => _name is null ? _what : new($"{_what.English} {Quote.Of(_name)}", $"{_what.Japanese} {Quote.Of(_name)}");

    /// <summary>Where a key stands; null where it does not.</summary>
    public SourcePlace? PlaceOf(string key) => EntryOf(key)?.Key.Place;

    public Node? Find(string key)
    {
        if (!_known.Contains(key))
            _known.Add(key);

        return EntryOf(key)?.Value;
    }

    public Node? Require(string key)
    {
        var value = Find(key);
        if (value is null && IsMap)
            _findings.Report(SyntaxRules.MissingKey, _owner, Subject + new Message($" lacks the key '{key}'; add it", $" にキー '{key}' がありません。追加してください"));

        return value;
    }

    public Name? FindName(string key, ValueForm form = ValueForm.Text) => Find(key) is { } node ? _values.Name(key, node, form) : null;

    public Name RequireName(string key, ValueForm form = ValueForm.Text) =>
        (Require(key) is { } node ? _values.Name(key, node, form) : null) ?? Name.Of(string.Empty);

    public ImmutableArray<Name> FindNames(string key, ValueForm form) => (Find(key) is { } node ? _values.Names(key, node, form) : null) ?? [];

    public ImmutableArray<Name> RequireNames(string key, ValueForm form) => (Require(key) is { } node ? _values.Names(key, node, form) : null) ?? [];

    public int RequireInteger(string key, int minimum, int maximum) => (Require(key) is { } node ? _values.Integer(key, node, minimum, maximum) : null) ?? minimum;

    public int? FindInteger(string key, int minimum, int maximum) => Find(key) is { } node ? _values.Integer(key, node, minimum, maximum) : null;

    public bool FindFlag(string key) => (Find(key) is { } node ? _values.Flag(key, node) : null) ?? false;

    public VersionRange? FindRange(string key) => Find(key) is { } node ? _values.Range(key, node, Versions) : null;

    /// <summary>PostgreSQL majors from one to another, or one alone.</summary>
    public MajorRange? RequireMajors(string key) => Require(key) is { } node ? _values.Majors(key, node) : null;

    public ReleaseVersion? FindVersion(string key) => Find(key) is { } node ? _values.Version(key, node, Versions) : null;

    /// <summary>A nested mapping; an absent one reads as empty, after a finding when it is required.</summary>
    public MapReader Map(string key, bool required)
    {
        if (required)
            Require(key);
        else
            Find(key);

        var entry = EntryOf(key);
        return new MapReader(entry?.Value ?? new MapNode([], _owner), entry?.Key.Place ?? _owner, Key, key, _findings) { Versions = Versions };
    }

    /// <summary>A list of mappings; an absent one reads as empty.</summary>
    public IEnumerable<MapReader> FindMaps(string key)
    {
        if (Find(key) is not { } node)
            return [];

        if (node is ListNode list)
            return list.Items.Select(item => new MapReader(item, item.Place, Key, key, _findings) { Versions = Versions }).ToList();

        _findings.Report(SyntaxRules.WrongValue, node.Place, new($"Key '{key}' takes a list; write [{{ … }}, {{ … }}]", $"キー '{key}' はリストを取ります。[{{ … }}, {{ … }}] のように書いてください"));
        return [];
    }

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void RefuseOthers()
    {
        var unknown = 0;
        foreach (var entry in _entries)
        {
            if (!_known.Contains(entry.Key.Text) && ++unknown <= MostUnknownKeys)
                _findings.Report(SyntaxRules.UnknownKey, entry.Key.Place, Subject + NoKey(Quote.Of(entry.Key.Text)) + Suggestion.For(entry.Key.Text, _known));
        }
    }

    private Entry? EntryOf(string key)
    {
        foreach (var entry in _entries)
        {
            if (entry.Key.Text == key)
                return entry;
        }

        return null;
    }

    private static Message NoKey(string quoted) => new($" has no key {quoted}", $" に {quoted} というキーはありません");
}
