using System.Collections.Immutable;
using System.Reflection;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Steps;

/// <summary>A kind of step: what the schema, the documentation and the reader know of its record.</summary>
/// <param name="Name">The key in YAML.</param>
/// <param name="Summary">One sentence for people.</param>
/// <param name="Type">The record.</param>
/// <param name="IsLiteral">Whether it only writes a vendor's procedure down, so that it can be judged.</param>
public sealed record StepKind(string Name, string Summary, Type Type, bool IsLiteral)
{
    // A plan has half of the kinds that there are, and what the attributes of a key say takes long to find out.
    private readonly Lazy<ImmutableArray<StepKey>> _keys = new(() => StepKey.Of(Type));

    /// <summary>Every kind there is, by name.</summary>
    public static ImmutableDictionary<string, StepKind> All { get; } = typeof(Step).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Step)) && !type.IsAbstract)
        .Select(Describe)
        .ToImmutableDictionary(kind => kind.Name, StringComparer.Ordinal);

    private static readonly Dictionary<Type, StepKind> ByType = All.Values.ToDictionary(kind => kind.Type);

    /// <summary>Its keys, in the order of declaration.</summary>
    public ImmutableArray<StepKey> Keys => _keys.Value;

    /// <summary>What is declared about the kind of this step.</summary>
    public static StepKind Of(Step step) => ByType[step.GetType()];

    private static StepKind Describe(Type type)
    {
        var kind = type.GetCustomAttribute<StepKindAttribute>();
        return new StepKind(kind.Name, kind.Summary, type, kind.Literal);
    }
}
