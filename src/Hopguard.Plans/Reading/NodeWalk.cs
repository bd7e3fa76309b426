namespace Hopguard.Plans.Reading;

/// <summary>Visits every node of a document once, however often aliases name it.</summary>
internal static class NodeWalk
{
    /// <summary>Tells nodes apart by where they are: they are records, and comparing them by content would walk what they hold, once per alias.</summary>
    public static IEqualityComparer<Node> ByIdentity { get; } = new IdentityComparer();

    /// <summary>These nodes and everything in them, in the order of the file.</summary>
    public static IEnumerable<Node> Of(IEnumerable<Node> roots)
    {
        var seen = new HashSet<Node>(ByIdentity);
        var rest = new Stack<Node>(roots.Reverse());
        while (rest.Count > 0)
        {
            var node = rest.Pop();
            if (!seen.Add(node))
                continue;

            foreach (var child in Children(node).Reverse())
                rest.Push(child);

            yield return node;
        }
    }

    private static IEnumerable<Node> Children(Node node) => node switch
    {
        ListNode list => list.Items,
        MapNode map => map.Entries.Select(entry => entry.Value),
        _ => [],
    };

    private sealed class IdentityComparer : IEqualityComparer<Node>
    {
        public bool Equals(Node? x, Node? y) => ReferenceEquals(x, y);

        public int GetHashCode(Node node) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(node);
    }
}
