using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Reading;

/// <summary>Reads steps into the records of their kinds.</summary>
/// <param name="findings">Where findings go.</param>
/// <param name="versions">How versions are written.</param>
/// <param name="pair">What values stand for; null where they are written out and no step has a condition.</param>
internal sealed class StepReader(FindingSink findings, VersionScheme versions, PairFacts? pair = null)
{
    private const string IdKey = "id";
    private readonly ValueReader _values = new(findings);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Name> _ids = new(StringComparer.Ordinal);
    private Release? _deployed = pair?.From;

    /// <summary>Whether a step is read; one that is not keeps its number all the same, so that the others are called as in the plan.</summary>
    public Func<StepCondition, bool> Takes { get; init; } = _ => true;

    /// <summary>Whether a step puts the new version in the place of the old one: from the next one on, services are called as they are there.</summary>
    public Func<Step, bool> Leads { get; init; } = _ => false;

    /// <summary>What was made of the same steps for other pairs; null where they are read once only.</summary>
    public KnownSteps? Known { get; init; }

    /// <summary>The release that is in place before the first step.</summary>
    public Release? Deployed { init => _deployed = value; }

    /// <summary>Whether arguments are shown as they are written, and not as what they stand for.</summary>
    public bool ShowsPlaceholders { get; init; }

    public ImmutableArray<Step> ReadAll(ListNode list) => [.. list.Items.Select(Read).OfType<Step>()];

    private Step? Read(Node node)
    {
        var entry = node switch
        {
            MapNode { Entries.Length: 1 } map => map.Entries[0],
            // A step without arguments may be written as its bare name.
            ScalarNode { IsPlain: true, IsEmpty: false } name => new Entry(name, new MapNode([], name.Place)),
            _ => null,
        };
        if (entry is null)
        {
            findings.Report(SyntaxRules.WrongValue, node.Place, new(
                "A step is one kind with its keys; write - kind: { key: value }",
                "ステップは 1 つの種類とそのキーです。- kind: { key: value } のように書いてください"));
            return null;
        }

        if (StepKind.All.TryGetValue(entry.Key.Text, out var kind))
            return Read(kind, entry);

        findings.Report(SyntaxRules.UnknownStep, entry.Key.Place, Unknown(Quote.Of(entry.Key.Text)) + Suggestion.For(entry.Key.Text, StepKind.All.Keys));
        return null;
    }

    private static Message Unknown(string quoted) => new($"Step {quoted} is of no known kind", $"{quoted} という種類のステップはありません");

    private Step? Read(StepKind kind, Entry entry)
    {
        var written = new MapReader(entry.Value, entry.Key.Place, new("Step", "ステップ"), kind.Name, findings);
        var when = pair is null ? null : written.Find(ConditionReader.Key);
        var known = Known?.Of(entry.Key);
        var condition = when is null ? null : known?.Condition ?? new ConditionReader(findings, versions).Read(when);
        var id = ReadId(kind, entry.Key.Place, written.FindName(IdKey, ValueForm.Name));
        if (condition is not null && !Takes(condition))
            return null;

        var filled = pair is null || entry.Value is not MapNode map ? entry.Value : pair.Fill(kind, map, _deployed!);
        var texts = known is null ? string.Empty : string.Join("\0", NodeWalk.Of([filled]).OfType<ScalarNode>().Select(scalar => scalar.Text));
        if (known?.Find(texts) is not { } step)
        {
            var before = findings.Count;
            var reader = ReferenceEquals(filled, entry.Value) ? written : new MapReader(filled, entry.Key.Place, new("Step", "ステップ"), kind.Name, findings);
            step = Read(kind, reader, pair is not null) with { Id = id, Place = entry.Key.Place, When = condition, Arguments = Arguments(ShowsPlaceholders ? written : reader) };
            if (known is not null && findings.Count == before)
            {
                known.Condition = condition;
                known.Keep(texts, step);
            }
        }

        _deployed = Leads(step) ? pair?.To : _deployed;
        return step;
    }

    private Step Read(StepKind kind, MapReader reader, bool mayHaveCondition)
    {
        var step = (Step)Activator.CreateInstance(kind.Type);
        foreach (var key in kind.Keys)
        {
            var node = key.Required ? reader.Require(key.Name) : reader.Find(key.Name);
            if (node is not null && ReadValue(key, node) is { } value)
                key.Property.SetValue(step, value);
        }

        reader.Find(IdKey);
        if (mayHaveCondition)
            reader.Find(ConditionReader.Key);

        reader.RefuseOthers();
        return step;
    }

    private object? ReadValue(StepKey key, Node node)
    {
        var attribute = key.Attribute;
        var form = attribute.Refers == Reference.None ? attribute.Form : ValueForm.Name;
        return key.ValueType switch
        {
            var type when type == typeof(Name) => _values.Name(key.Name, node, form),
            var type when type == typeof(ImmutableArray<Name>) => _values.Names(key.Name, node, form),
            var type when type == typeof(int) => _values.Integer(key.Name, node, attribute.Minimum, attribute.Maximum),
            var type when type == typeof(double) => _values.Number(key.Name, node, attribute.Minimum, attribute.Maximum),
            var type when type == typeof(bool) => _values.Flag(key.Name, node),
            var type when type == typeof(ReleaseVersion) => _values.Version(key.Name, node, versions),
            var type when type == typeof(StoreUse) => StoreUseReader.Read(key.Name, node, findings),
            var type => throw new InvalidOperationException($"Key '{key.Name}' has the type '{type.Name}', for which there is no reader"),
        };
    }

    private string ReadId(StepKind kind, SourcePlace place, Name? given)
    {
        _numbers.TryGetValue(kind.Name, out var number);
        _numbers[kind.Name] = ++number;
        var id = given ?? new Name(number == 1 ? kind.Name : $"{kind.Name}-{number}", place);
        if (_ids.TryGetValue(id, out var first))
        {
            findings.Report(
                SyntaxRules.DuplicateName, id.Place, new(
                    $"Step {Quote.Of(id)} is the second of that id; choose another 'id'",
                    $"ID {Quote.Of(id)} のステップは 2 つ目です。別の 'id' を付けてください"), new RelatedPlace(first.Place, new("the first", "1 つ目")));
        }
        else
        {
            _ids.Add(id, id);
        }

        return id;
    }

    private static ImmutableArray<StepArgument> Arguments(MapReader reader)
    {
        var arguments = ImmutableArray.CreateBuilder<StepArgument>(reader.Entries.Length);
        foreach (var entry in reader.Entries)
        {
            if (entry.Key.Text is not (IdKey or ConditionReader.Key))
                arguments.Add(new StepArgument(entry.Key.Text, Text(entry.Value), entry.Value.Place));
        }

        return arguments.DrainToImmutable();
    }

    private static string Text(Node node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        ListNode list => $"[{string.Join(", ", list.Items.Select(Text))}]",
        MapNode map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{entry.Key.Text}: {Text(entry.Value)}"))} }}",
        _ => throw new InvalidOperationException($"A node of type '{node.GetType().Name}' has no text"),
    };
}
