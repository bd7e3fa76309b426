using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads texts for people: one for both languages, or one for each.</summary>
internal sealed class BilingualReader(FindingSink findings)
{
    private readonly ValueReader _values = new(findings);

    /// <summary>A text: <c>text</c>, or <c>{ en: text, ja: text }</c>; null after a finding.</summary>
    /// <param name="key">The key that it stands behind.</param>
    /// <param name="node">Its value.</param>
    public Message? Read(string key, Node node)
    {
        if (node is not MapNode)
            return _values.Name(key, node, ValueForm.Text) is { } text ? new Message(text, text) : null;

        var reader = new MapReader(node, node.Place, MapReader.Key, key, findings);
        var message = new Message(reader.RequireName("en"), reader.RequireName("ja"));
        reader.RefuseOthers();
        return message;
    }

    /// <summary>The text behind a key; empty after a finding, or where it is left out and was asked for.</summary>
    public Message Require(MapReader reader, string key) => (reader.Require(key) is { } node ? Read(key, node) : null) ?? new Message(string.Empty, string.Empty);

    private IEnumerable<Message> Refuse(string key, Node node)
    {
        findings.Report(SyntaxRules.WrongValue, node.Place, new($"Key '{key}' takes a text or a list of at least one; write one, or leave the key out", $"キー '{key}' はテキストか、1 つ以上のテキストのリストを取ります。値を書くか、キーを省いてください"));
        return [];
    }

    /// <summary>One text or a list of them; none where the key is left out.</summary>
    public IEnumerable<Message> Each(MapReader reader, string key) => reader.Find(key) switch
    {
        null => [],
        ListNode { Items.IsEmpty: true } none => Refuse(key, none),
        ListNode list => [.. list.Items.Select(item => Read(key, item)).OfType<Message>()],
        { } one => Read(key, one) is { } only ? [only] : [],
    };
}
