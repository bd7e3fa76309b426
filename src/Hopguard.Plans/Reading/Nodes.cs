using System.Collections.Immutable;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>A piece of YAML with its exact place.</summary>
/// <param name="Place">Where it stands, quotes and brackets included.</param>
internal abstract record Node(SourcePlace Place)
{
    /// <summary>What a tag of compose does to the value that earlier files and documents gave.</summary>
    public ComposeTag Tag { get; init; }
}

/// <summary>The tags of compose that decide how files are merged; any other means nothing to it.</summary>
internal enum ComposeTag
{
    /// <summary>Merged as usual.</summary>
    None,

    /// <summary><c>!reset</c>: neither the earlier value counts nor this one.</summary>
    Reset,

    /// <summary><c>!override</c>: the earlier value does not count.</summary>
    Override,
}

/// <summary>A text.</summary>
internal sealed record ScalarNode(string Text, bool IsPlain, SourcePlace Place) : Node(Place)
{
    /// <summary>Nothing is written behind the key.</summary>
    public bool IsEmpty => IsPlain && Text.Length == 0;
}

/// <summary>A sequence.</summary>
internal sealed record ListNode(ImmutableArray<Node> Items, SourcePlace Place) : Node(Place);

/// <summary>A mapping; keys are unique.</summary>
internal sealed record MapNode(ImmutableArray<Entry> Entries, SourcePlace Place) : Node(Place);

/// <summary>A key with its value.</summary>
internal sealed record Entry(ScalarNode Key, Node Value);
