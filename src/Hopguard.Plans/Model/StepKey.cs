using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hopguard.Plans.Model;

/// <summary>A key of a kind of step.</summary>
/// <param name="Attribute">What the key is called, means and allows.</param>
/// <param name="Property">The property it is read into.</param>
public sealed record StepKey(KeyAttribute Attribute, PropertyInfo Property)
{
    /// <summary>The key in YAML.</summary>
    public string Name => Attribute.Name;

    /// <summary>The keys of a record, in the order of declaration.</summary>
    public static ImmutableArray<StepKey> Of(Type type) =>
    [
        .. type.GetProperties()
            .Where(property => property.IsDefined(typeof(KeyAttribute), inherit: false))
            .OrderBy(property => property.MetadataToken)
            .Select(property => new StepKey(property.GetCustomAttribute<KeyAttribute>(), property)),
    ];

    /// <summary>Whether a step without it is refused.</summary>
    public bool Required { get; } = Property.IsDefined(typeof(RequiredMemberAttribute), inherit: false);

    /// <summary>The type of the value, without <see cref="Nullable{T}"/>.</summary>
    public Type ValueType { get; } = Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType;

    /// <summary>What holds when the key is left out; null where nothing does, or where the key is required.</summary>
    public object? Default => Property.GetValue(Activator.CreateInstance(Property.DeclaringType));
}
