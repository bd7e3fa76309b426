using System.Collections.Immutable;

namespace Hopguard.Plans.Reading;

/// <summary>The lines of a plan beside which an exception can stand: those of its steps, and of the keys at its head.</summary>
internal sealed class ExceptionTargets
{
    private readonly ImmutableArray<(int First, int Last)> _targets;
    private readonly string _text;

    public ExceptionTargets(MapNode root, string text)
    {
        _text = text;
        _targets = [.. root.Entries.SelectMany(Of)];
    }

    /// <summary>What the line belongs to; null when nothing.</summary>
    public (int First, int Last)? At(int line)
    {
        var found = _targets.Where(target => target.First <= line && line <= target.Last).ToList();
        return found.Count == 0 ? null : (found.Min(target => target.First), found.Max(target => target.Last));
    }

    private IEnumerable<(int First, int Last)> Of(Entry entry) => entry is { Key.Text: "steps", Value: ListNode steps }
        ? steps.Items.Select(step => (step.Place.Line, LastLine(step)))
        : [(entry.Key.Place.Line, LastLine(entry.Value))];

    // The parser ends a collection in block style, and a block scalar, where the next thing starts.
    private int LastLine(Node node) => node switch
    {
        ScalarNode when node.Place.EndColumn == 1 => Math.Max(node.Place.Line, node.Place.EndLine - 1),
        ScalarNode => node.Place.EndLine,
        _ when _text[node.Place.Start] is '{' or '[' => node.Place.EndLine,
        MapNode { Entries.Length: > 0 } map => LastLine(map.Entries[map.Entries.Length - 1].Value),
        ListNode { Items.Length: > 0 } list => LastLine(list.Items[list.Items.Length - 1]),
        _ => node.Place.Line,
    };
}
