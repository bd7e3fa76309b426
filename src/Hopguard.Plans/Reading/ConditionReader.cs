using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>Reads when a step belongs to a hop: facts in one mapping, or several in a list, all of which have to hold.</summary>
internal sealed class ConditionReader(FindingSink findings, VersionScheme versions)
{
    /// <summary>The key of a step that holds its condition.</summary>
    public const string Key = "when";

    /// <summary>The facts that may change, by the words for them.</summary>
    public static readonly ImmutableSortedDictionary<string, ReleaseFact> Facts = ImmutableSortedDictionary.CreateRange(
        StringComparer.Ordinal, Enum.GetValues(typeof(ReleaseFact)).Cast<ReleaseFact>().Select(fact => new KeyValuePair<string, ReleaseFact>(fact.ToString().ToLowerInvariant(), fact)));

    // As many facts as nobody can follow any more.
    private const int Most = 20;

    /// <summary>The condition; null where none can be read.</summary>
    public StepCondition? Read(Node node)
    {
        if (node is not ListNode list)
            return ReadMap(node);

        if (list.Items.Length is 0 or > Most)
        {
            findings.Report(SyntaxRules.WrongValue, node.Place, new(
                $"Key '{Key}' takes a list of 1 to {Most} conditions; write [{{ crosses: 2.0.0 }}, {{ changes: postgresql }}]",
                $"キー '{Key}' は 1 から {Most} 個の条件のリストを取ります。[{{ crosses: 2.0.0 }}, {{ changes: postgresql }}] のように書いてください"));
            return null;
        }

        return AllOf([.. list.Items.Select(ReadMap)], node.Place);
    }

    private StepCondition? ReadMap(Node node)
    {
        var reader = new MapReader(node, node.Place, MapReader.Key, Key, findings) { Versions = versions };
        if (!reader.IsMap)
            return null;

        ImmutableArray<StepCondition?> read =
        [
            .. Of(reader.FindVersion("crosses"), version => new StepCondition.Crosses(version, reader.Find("crosses")!.Place)),
            .. Of(reader.FindName("changes"), ReadFact),
            .. Of(reader.FindName("store", ValueForm.Name), store => new StepCondition.HasStore(store, store.Place)),
            .. Of(reader.FindName("state", ValueForm.Name), store => new StepCondition.IsState(store, store.Place)),
            .. Of(reader.Find("not"), ReadNot),
        ];
        reader.RefuseOthers();
        if (reader.Entries.IsEmpty)
            findings.Report(SyntaxRules.WrongValue, node.Place, new(
                $"Key '{Key}' names no fact; write {{ crosses: 2.0.0 }}, {{ changes: postgresql }} or {{ store: queues }}, or leave it out",
                $"キー '{Key}' に条件がありません。{{ crosses: 2.0.0 }}、{{ changes: postgresql }}、{{ store: queues }} のいずれかを書くか、キーを省いてください"));
        return AllOf(read, node.Place);
    }

    private StepCondition.Changes? ReadFact(Name fact)
    {
        if (Facts.TryGetValue(fact.Text, out var known))
            return new StepCondition.Changes(known, fact.Place);

        findings.Report(SyntaxRules.WrongValue, fact.Place, new Message($"Fact {Quote.Of(fact)} is not known", $"条件 {Quote.Of(fact)} は使えません") + Suggestion.For(fact, Facts.Keys));
        return null;
    }

    // Of several facts nobody could tell whether none or not all of them shall hold.
    private StepCondition.Not? ReadNot(Node node)
    {
        if (node is MapNode { Entries.Length: 1 } one && one.Entries[0].Key.Text != "not")
            return ReadMap(node) is { } other ? new StepCondition.Not(other, node.Place) : null;

        findings.Report(SyntaxRules.WrongValue, node.Place, new("Key 'not' takes one fact; write not: { crosses: 2.0.0 }", "キー 'not' は条件を 1 つ取ります。not: { crosses: 2.0.0 } のように書いてください"));
        return null;
    }

    private static IEnumerable<StepCondition?> Of<T>(T? value, Func<T, StepCondition?> read)
        where T : class => value is null ? [] : [read(value)];

    private static StepCondition? AllOf(ImmutableArray<StepCondition?> read, SourcePlace place) =>
        read.IsEmpty || read.Contains(null) ? null : read.Length == 1 ? read[0] : new StepCondition.All([.. read.Select(each => each!)], place);
}
