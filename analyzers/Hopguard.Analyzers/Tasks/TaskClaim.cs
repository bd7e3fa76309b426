using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tasks;

/// <summary>What a task says that it does to a store.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Store">The store.</param>
/// <param name="Attribute">Where it says so.</param>
internal sealed record TaskClaim(ClaimKind Kind, StoreName Store, AttributeData Attribute)
{
    /// <summary>What a task says by its attributes and those of its base classes.</summary>
    public static IEnumerable<TaskClaim> Of(INamedTypeSymbol task) => task.AttributesOfAll().Select(Of).Where(claim => claim is not null).Select(claim => claim!);

    /// <summary>Where a finding about it is shown: the attribute, or the task where the attribute is in another assembly.</summary>
    public Location PlaceFor(INamedTypeSymbol task) => Attribute.ApplicationSyntaxReference is { } reference
        ? Location.Create(reference.SyntaxTree, reference.Span)
        : task.Locations[0];

    private static TaskClaim? Of(AttributeData attribute)
    {
        var kind = attribute.AttributeClass switch
        {
            null => (ClaimKind?)null,
            var type when type.Is(TaskAttributes.Namespace, "DestroysAttribute") => ClaimKind.Destroys,
            var type when type.Is(TaskAttributes.Namespace, "CopiesAttribute") => ClaimKind.Copies,
            var type when type.Is(TaskAttributes.Namespace, "VerifiesAttribute") => ClaimKind.Verifies,
            var type when type.Is(TaskAttributes.Namespace, "RestoresAttribute") => ClaimKind.Restores,
            _ => null,
        };
        return kind is { } known && attribute.ConstructorArguments.Length == 1 && StoreName.Of(attribute.ConstructorArguments[0]) is { } store
            ? new TaskClaim(known, store, attribute)
            : null;
    }
}

/// <summary>What a task does to a store.</summary>
internal enum ClaimKind
{
    /// <summary>Destroys what it holds.</summary>
    Destroys,

    /// <summary>Takes a copy of it.</summary>
    Copies,

    /// <summary>Verifies the copy of it.</summary>
    Verifies,

    /// <summary>Puts a copy in its place.</summary>
    Restores,
}
