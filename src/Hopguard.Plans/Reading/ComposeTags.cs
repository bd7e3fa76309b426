using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Finds what a document takes back of the files before it (<c>!reset</c>, <c>!override</c>), as far as its values are read at all. Where the releases of compose do not agree on what such
/// a tag does (inside of lists, behind merge keys), the file is refused.
/// </summary>
internal sealed class ComposeTags(ComposeBudget budget)
{
    private readonly HashSet<Node> _seen = new(NodeWalk.ByIdentity);

    /// <summary>The places that are taken back, such as <c>services, db, volumes</c>.</summary>
    public ImmutableArray<ComposePath> Of(MapNode root)
    {
        var found = ImmutableArray.CreateBuilder<ComposePath>();
        foreach (var entry in root.Entries)
        {
            var path = new ComposePath(entry.Key.Text);
            if (ComposePath.IsRead(path))
                Look(entry.Value, path, found);
        }

        return found.ToImmutable();
    }

    private void Look(Node node, ComposePath path, ImmutableArray<ComposePath>.Builder found)
    {
        if (node.Tag != ComposeTag.None)
            found.Add(path);

        if (node is not MapNode map || !path.HasParts)
        {
            RefuseInside(node);
            return;
        }

        budget.SpendValues(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (ComposeMap.IsMerge(entry))
                Refuse(entry.Value);
            else if (path.With(entry.Key.Text) is var inner && ComposePath.IsRead(inner))
                Look(entry.Value, inner, found);
        }
    }

    private void RefuseInside(Node node)
    {
        var children = node switch
        {
            ListNode list => list.Items,
            MapNode map => map.Entries.Select(entry => entry.Value),
            _ => Enumerable.Empty<Node>(),
        };
        foreach (var child in children)
            Refuse(child);
    }

    private void Refuse(Node node)
    {
        if (!_seen.Add(node))
            return;

        if (node.Tag != ComposeTag.None)
            throw new Refusal(SyntaxRules.ForbiddenYaml, node.Place, new(
                "A tag '!reset' or '!override' stands inside of a list or behind a merge key, where releases of compose read it differently; tag the whole value",
                "リストの中またはマージキーの先に '!reset' か '!override' のタグがあります。compose のリリースによって解釈が異なるため、値全体にタグを付けてください"));

        RefuseInside(node);
    }
}
