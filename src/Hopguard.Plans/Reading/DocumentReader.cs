using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Turns the parser's events into nodes. It consumes them lazily and stops at the first thing that plans have no use for (anchors, tags, deep nesting), so
/// that hostile text costs milliseconds: the parser itself takes quadratic time for nested brackets. Compose files live on anchors and merge keys; read as such, an
/// alias becomes the very node that its anchor names, so that nothing multiplies.
/// </summary>
internal sealed class DocumentReader
{
    public const int MaximumDepth = 32;
    public const int MaximumNodes = 20_000;

    private const int FewKeys = 16;

    private readonly string _path;
    private readonly Parser _events;
    private readonly Dictionary<AnchorName, (Node Node, int Height)>? _anchors;
    private readonly SourcePlace _end;
    private int _nodes;
    private int _deepest;

    private DocumentReader(string path, string text, bool isCompose)
    {
        _path = path;
        _events = new Parser(new StringReader(text));
        _anchors = isCompose ? [] : null;
        _end = TextGate.At(path, text, text.Length);
    }

    private bool IsCompose => _anchors is not null;

    /// <summary>The file's one document, which is a mapping; null after a finding.</summary>
    public static MapNode? Read(string path, string text, FindingSink findings)
    {
        try
        {
            return Read(path, text, isCompose: false)[0];
        }
        catch (Refusal refusal)
        {
            findings.Report(refusal.Rule, refusal.Place, refusal.Text);
            return null;
        }
    }

    /// <summary>
    /// The documents of a compose file, in which anchors, aliases, tags and merge keys are usual; they stay in the nodes, for <see cref="ComposeMap"/>. An anchor counts in later
    /// documents too, as it does for compose.
    /// </summary>
    /// <exception cref="Refusal">The text is no YAML, or more than is read.</exception>
    public static ImmutableArray<MapNode> ReadCompose(string path, string text) => Read(path, text, isCompose: true);

    private static ImmutableArray<MapNode> Read(string path, string text, bool isCompose)
    {
        TextGate.Check(path, text, isCompose);
        try
        {
            return new DocumentReader(path, text, isCompose).ReadDocuments();
        }
        catch (YamlException problem)
        {
            // At the end of the text the parser names a line that is not there.
            throw new Refusal(SyntaxRules.MalformedYaml, TextGate.At(path, text, (int)Math.Min(problem.Start.Index, text.Length)), new(
                $"The YAML cannot be read from here on; {Uncapitalized(problem.Message)}",
                $"ここから先は YAML として読めません ({Uncapitalized(problem.Message)})"));
        }
    }

    private ImmutableArray<MapNode> ReadDocuments()
    {
        Advance();
        Advance();
        if (_events.Current is not DocumentStart)
            throw new Refusal(SyntaxRules.MalformedYaml, PlaceOf(_events.Current!), new(
                $"The file is empty; write at least '{FirstKey}:'", $"ファイルが空です。少なくとも '{FirstKey}:' を書いてください"));

        var documents = ImmutableArray.CreateBuilder<MapNode>(initialCapacity: 1);
        while (_events.Current is DocumentStart start)
        {
            if (documents.Count > 0 && !IsCompose)
                throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(start), new(
                    "A second document starts here; one file holds one plan",
                    "ここから 2 つ目のドキュメントが始まっています。1 ファイルに書けるプランは 1 つです"));

            Advance();
            documents.Add(ReadRoot());
            Advance();
            Advance();
        }

        return documents.ToImmutable();
    }

    private string FirstKey => IsCompose ? "services" : "application";

    private MapNode ReadRoot() => ReadNode(depth: 1) is var root && root is MapNode map
        ? map
        : throw new Refusal(SyntaxRules.MalformedYaml, root.Place, new(
            $"The file does not hold keys with values; write at least '{FirstKey}:'",
            $"ファイルにキーと値がありません。少なくとも '{FirstKey}:' を書いてください"));

    private void Advance()
    {
        var last = _events.Current;
        try
        {
            _events.MoveNext();
        }
        catch (Exception defect) when (ParserDefect.Is(defect))
        {
            var place = last is null ? new SourcePlace(_path, 0, 0, 1, 1, 1, 1) : PlaceOf(last);
            throw new Refusal(SyntaxRules.MalformedYaml, place, new(
                "The YAML behind this point cannot be read; look for a character that should be quoted",
                "この先は YAML として読めません。引用符で囲むべき文字がないか確認してください"));
        }
    }

    private Node ReadNode(int depth)
    {
        var first = _events.Current!;
        if (depth > MaximumDepth)
            throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(first), new(
                $"The nesting is deeper than {MaximumDepth} levels here; no plan needs that",
                $"ここで入れ子が {MaximumDepth} 段を超えています。プランにそこまでの深さは要りません"));

        if (++_nodes > MaximumNodes)
            throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(first), new(
                $"More than {MaximumNodes} values stand before this one; split the file",
                $"ここまでに値が {MaximumNodes} 個を超えています。ファイルを分割してください"));

        if (IsCompose && first is AnchorAlias alias)
            return ReadAlias(alias, depth);

        Refuse(first);
        var deepest = _deepest;
        _deepest = depth;
        var node = ReadValue(first, depth);
        if (IsCompose && first is NodeEvent { Tag.IsEmpty: false } tagged && TagOf(tagged) is var tag and not ComposeTag.None)
            node = node with { Tag = tag };

        if (IsCompose && first is NodeEvent { Anchor.IsEmpty: false } anchored)
            _anchors![anchored.Anchor] = (node, _deepest - depth);

        _deepest = Math.Max(deepest, _deepest);
        return node;
    }

    private static ComposeTag TagOf(NodeEvent node) => node.Tag.Value switch
    {
        "!reset" => ComposeTag.Reset,
        "!override" => ComposeTag.Override,
        _ => ComposeTag.None,
    };

    private Node ReadValue(ParsingEvent first, int depth) =>
        first switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, PlaceOf(scalar)),
            SequenceStart => ReadList(first, depth),
            MappingStart => ReadMap(first, depth),
            _ => throw new Refusal(SyntaxRules.MalformedYaml, PlaceOf(first), new("A value is missing here; write one", "ここに値がありません。書いてください")),
        };

    // Whoever walks the nodes goes no deeper than if every alias were written out.
    private Node ReadAlias(AnchorAlias alias, int depth)
    {
        if (!_anchors!.TryGetValue(alias.Value, out var named))
            throw new Refusal(SyntaxRules.MalformedYaml, PlaceOf(alias), new(
                "An alias stands here whose anchor is not written before it; write the anchor first",
                "ここにエイリアスがありますが、対応するアンカーが前にありません。先にアンカーを書いてください"));

        _deepest = Math.Max(_deepest, depth + named.Height);
        return _deepest <= MaximumDepth
            ? named.Node
            : throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(alias), new(
                $"The nesting is deeper than {MaximumDepth} levels here; no compose file needs that",
                $"ここで入れ子が {MaximumDepth} 段を超えています。compose ファイルにそこまでの深さは要りません"));
    }

    private void Refuse(ParsingEvent value)
    {
        if (IsCompose)
            return;

        if (value is AnchorAlias)
            throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(value), new(
                "An alias stands here; write the value out, so that a reader sees what will happen",
                "ここにエイリアスがあります。読む人に内容が分かるよう、値をそのまま書いてください"));

        if (value is not NodeEvent node)
            return;

        if (!node.Anchor.IsEmpty)
            throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(value), new(
                "An anchor stands here; write values out where they are used",
                "ここにアンカーがあります。値は使う場所にそのまま書いてください"));

        if (!node.Tag.IsEmpty)
            throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(value), new(
                "A tag stands here; values in plans have the types of their keys, remove it",
                "ここにタグがあります。値の型はキーで決まるため、取り除いてください"));
    }

    private ListNode ReadList(ParsingEvent start, int depth)
    {
        var items = ImmutableArray.CreateBuilder<Node>(initialCapacity: 1);
        for (Advance(); _events.Current is not SequenceEnd; Advance())
            items.Add(ReadNode(depth + 1));

        return new ListNode(items.DrainToImmutable(), PlaceOf(start, _events.Current!, start is SequenceStart { Style: SequenceStyle.Flow }));
    }

    private MapNode ReadMap(ParsingEvent start, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<Entry>(initialCapacity: 1);
        var keys = default(HashSet<string>);
        for (Advance(); _events.Current is not MappingEnd; Advance())
        {
            var key = ReadKey();
            if (!IsNew(key.Text, entries, ref keys))
                throw new Refusal(SyntaxRules.DuplicateKey, key.Place, new(
                    $"Key {Quote.Of(key.Text)} is written twice, and only one of the two could count; remove one",
                    $"キー {Quote.Of(key.Text)} が 2 回書かれており、有効になるのは片方だけです。一方を取り除いてください"));

            Advance();
            entries.Add(new Entry(key, ReadNode(depth + 1)));
        }

        return new MapNode(entries.DrainToImmutable(), PlaceOf(start, _events.Current!, start is MappingStart { Style: MappingStyle.Flow }));
    }

    // Most mappings have a handful of keys, for which a set costs more than looking at each.
    private static bool IsNew(string key, ImmutableArray<Entry>.Builder entries, ref HashSet<string>? keys)
    {
        if (entries.Count >= FewKeys)
            return (keys ??= new(entries.Select(entry => entry.Key.Text), StringComparer.Ordinal)).Add(key);

        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Key.Text == key)
                return false;
        }

        return true;
    }

    private ScalarNode ReadKey()
    {
        var current = _events.Current!;
        Refuse(current);
        if (current is not Scalar scalar)
            throw new Refusal(SyntaxRules.ForbiddenYaml, PlaceOf(current), new(
                "A key is a list or a mapping here; keys are plain words",
                "ここではキーがリストまたはマッピングになっています。キーは単語で書いてください"));

        var key = new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, PlaceOf(scalar));
        if (!IsCompose && key is { IsPlain: true, Text: "<<" })
            throw new Refusal(SyntaxRules.ForbiddenYaml, key.Place, new(
                "A merge key stands here; write the values out, so that a reader sees what will happen",
                "ここにマージキーがあります。読む人に内容が分かるよう、値をそのまま書いてください"));

        return key;
    }

    // The parser gives the bracket that opens a flow collection no length.
    private SourcePlace PlaceOf(ParsingEvent value)
    {
        var place = PlaceOf(value.Start, value.End);
        return place.Length == 0 && value is SequenceStart { Style: SequenceStyle.Flow } or MappingStart { Style: MappingStyle.Flow } ? place with { Length = 1, EndColumn = place.EndColumn + 1 } : place;
    }

    // The parser ends a flow collection right before its bracket.
    private SourcePlace PlaceOf(ParsingEvent start, ParsingEvent end, bool isFlow)
    {
        var place = PlaceOf(start.Start, end.End);
        return isFlow && end.End.Index == end.Start.Index ? place with { Length = place.Length + 1, EndColumn = place.EndColumn + 1 } : place;
    }

    private SourcePlace PlaceOf(in Mark start, in Mark end)
    {
        var (from, line, column) = Position(start);
        var (to, endLine, endColumn) = Position(end);
        return new SourcePlace(_path, from, Math.Max(0, to - from), line, column, endLine, endColumn);
    }

    // Behind a last line that nothing ends, the parser names a line that is not there.
    private (int Index, int Line, int Column) Position(in Mark mark) =>
        mark.Index >= _end.Start ? (_end.Start, _end.Line, _end.Column) : ((int)mark.Index, (int)mark.Line, (int)mark.Column);

    private static string Uncapitalized(string message) => message.Length == 0 ? message : char.ToLowerInvariant(message[0]) + message.Substring(1).TrimEnd('.');
}
