using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads what a command does to stores: the word <c>nothing</c>, or a mapping that names at least one.</summary>
internal static class StoreUseReader
{
    /// <summary>The declaration; null, and a finding, where it is none.</summary>
    public static StoreUse? Read(string key, Node node, FindingSink findings)
    {
        if (node is ScalarNode { Text: StoreUse.Nothing })
            return new StoreUse();

        if (node is MapNode { Entries.Length: > 0 } map)
            return ReadMap(key, map, findings);

        var subject = node is ScalarNode { IsEmpty: false } word
            ? new Message($"Value {Quote.Of(word.Text)} of key '{key}' is no declaration", $"キー '{key}' の値 {Quote.Of(word.Text)} は宣言になっていません")
            : new Message($"Key '{key}' declares nothing", $"キー '{key}' に宣言がありません");
        findings.Report(SyntaxRules.WrongValue, node.Place, subject + new Message(
            $"; write '{StoreUse.Nothing}', or the stores that the command uses: {{ reads: [a], writes: [b], destroys: [c] }}",
            $"。'{StoreUse.Nothing}' か、コマンドが使うストアを {{ reads: [a], writes: [b], destroys: [c] }} のように書いてください"));
        return null;
    }

    private static StoreUse ReadMap(string key, MapNode map, FindingSink findings)
    {
        var reader = new MapReader(map, map.Place, MapReader.Key, key, findings);
        var use = new StoreUse();
        foreach (var part in StoreUse.Keys)
            part.Property.SetValue(use, reader.FindNames(part.Name, ValueForm.Name));

        reader.RefuseOthers();
        return use;
    }
}
