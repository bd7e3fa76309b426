using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Mutations;

/// <summary>A step as it is written: its kind and its keys with their values.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Values">Keys with the words of their values; one word for a plain value.</param>
public sealed record StepText(StepKind Kind, ImmutableSortedDictionary<string, ImmutableArray<string>> Values)
{
    /// <summary>A step of a plan that was read.</summary>
    public static StepText Of(Step step)
    {
        var kind = StepKind.Of(step);
        var values = kind.Keys
            .Where(key => step.Arguments.Any(argument => argument.Key == key.Name))
            .ToImmutableSortedDictionary(key => key.Name, key => Words(step, key), StringComparer.Ordinal);
        return new StepText(kind, values) { When = step.When?.Written };
    }

    /// <summary>When the step belongs to a hop, in a plan for many pairs of versions; null where it always does.</summary>
    public string? When { get; init; }

    /// <summary>The single word of a key; null when the key is left out.</summary>
    public string? this[string key] => Values.TryGetValue(key, out var words) ? words.FirstOrDefault() : null;

    /// <summary>The same step with another value.</summary>
    public StepText With(string key, params string[] words) => this with { Values = Values.SetItem(key, [.. words]) };

    /// <summary>The same step without a key.</summary>
    public StepText Without(string key) => this with { Values = Values.Remove(key) };

    /// <summary>Another kind of step.</summary>
    public static StepText New(string kind, params (string Key, string Word)[] values) => new(
        StepKind.All[kind],
        values.ToImmutableSortedDictionary(value => value.Key, value => ImmutableArray.Create(value.Word), StringComparer.Ordinal));

    /// <summary>The words of a key that refer to something of that sort.</summary>
    public IEnumerable<(StepKey Key, string Word)> Uses(params Reference[] references) => Kind.Keys
        .Where(key => references.Contains(key.Attribute.Refers) && Values.ContainsKey(key.Name))
        .SelectMany(key => Values[key.Name].Select(word => (key, word)));

    /// <inheritdoc />
    public override string ToString() => Values.Count == 0 && When is null ? Kind.Name : $"{Kind.Name}: {{ {string.Join(", ", Entries())} }}";

    private IEnumerable<string> Entries() => Kind.Keys.Where(key => Values.ContainsKey(key.Name)).Select(key => $"{key.Name}: {Text(key, Values[key.Name])}")
        .Concat(When is null ? [] : [$"when: {When}"]);

    private static string Text(StepKey key, ImmutableArray<string> words) => key.ValueType == typeof(ImmutableArray<Name>)
        ? $"[{string.Join(", ", words.Select(Quoted))}]"
        : key.ValueType == typeof(Name) ? Quoted(words[0]) : words[0];

    private static string Quoted(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetter(letter) || letter is '_' or '-') ? word : $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    // As it is written, and not as what a placeholder in it stands for.
    private static ImmutableArray<string> Words(Step step, StepKey key) =>
        key.ValueType == typeof(Name) || key.ValueType == typeof(ReleaseVersion) ? [step.Arguments.First(argument => argument.Key == key.Name).Text] : Words(key.Property.GetValue(step));

    private static ImmutableArray<string> Words(object? value) => value switch
    {
        ImmutableArray<Name> names => [.. names.Select(name => name.Text)],
        Name name => [name.Text],
        bool flag => [flag ? "true" : "false"],
        IFormattable number => [number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)],
        null => [],
        _ => [value.ToString()!],
    };
}
