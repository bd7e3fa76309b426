using System.Collections.Immutable;

namespace Hopguard.Plans.Reading;

/// <summary>Reads mappings of a compose file: what merge keys bring in stands behind the keys that are written out, and what is tagged <c>!reset</c> is not there.</summary>
internal sealed class ComposeMap(ComposeBudget budget)
{
    /// <summary>The entries of a mapping with those of its merge keys; none for anything else.</summary>
    public ImmutableArray<Entry> Entries(Node? node)
    {
        if (node is not MapNode map)
            return [];

        budget.SpendValues(map.Entries.Length);
        if (map.Entries.All(entry => !IsMerge(entry) && entry.Value.Tag != ComposeTag.Reset))
            return map.Entries;

        var keys = new HashSet<string>(StringComparer.Ordinal);
        var entries = ImmutableArray.CreateBuilder<Entry>();
        Add(map, keys, entries);
        entries.RemoveAll(entry => entry.Value.Tag == ComposeTag.Reset);
        return entries.ToImmutable();
    }

    /// <summary>The value of a key; null where it is missing.</summary>
    public Node? Find(ImmutableArray<Entry> entries, string key) => entries.FirstOrDefault(entry => entry.Key.Text == key)?.Value;

    private void Add(MapNode map, HashSet<string> keys, ImmutableArray<Entry>.Builder entries)
    {
        foreach (var entry in map.Entries.Where(entry => !IsMerge(entry)))
        {
            if (keys.Add(entry.Key.Text))
                entries.Add(entry);
        }

        foreach (var merge in map.Entries.Where(IsMerge).SelectMany(entry => entry.Value is ListNode list ? list.Items : [entry.Value]).OfType<MapNode>())
        {
            budget.SpendValues(merge.Entries.Length + 1);
            Add(merge, keys, entries);
        }
    }

    /// <summary>Whether an entry brings in those of other mappings.</summary>
    public static bool IsMerge(Entry entry) => entry.Key is { IsPlain: true, Text: "<<" };
}
