using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Finds the variables without which compose refuses a file, anywhere in it.</summary>
internal static class RequiredVariables
{
    /// <summary>Each with the place where it stands first.</summary>
    public static ImmutableDictionary<string, Name> In(Node root)
    {
        var names = ImmutableDictionary.CreateBuilder<string, Name>(StringComparer.Ordinal);
        var seen = new HashSet<Node>(IdentityComparer.Instance);
        var rest = new Stack<Node>([root]);
        while (rest.Count > 0)
        {
            var node = rest.Pop();
            if (!seen.Add(node))
                continue;

            foreach (var child in Children(node).Reverse())
                rest.Push(child);

            if (node is not ScalarNode scalar)
                continue;

            foreach (var variable in Interpolation.RequiredIn(scalar.Text).Where(variable => !names.ContainsKey(variable)))
                names.Add(variable, new Name(variable, scalar.Place));
        }

        return names.ToImmutable();
    }

    private static IEnumerable<Node> Children(Node node) => node switch
    {
        ListNode list => list.Items,
        MapNode map => map.Entries.Select(entry => entry.Value),
        _ => [],
    };

    // Nodes are records: comparing them by content would walk what they hold, once per alias.
    private sealed class IdentityComparer : IEqualityComparer<Node>
    {
        public static IdentityComparer Instance { get; } = new();

        public bool Equals(Node? x, Node? y) => ReferenceEquals(x, y);

        public int GetHashCode(Node node) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(node);
    }
}
