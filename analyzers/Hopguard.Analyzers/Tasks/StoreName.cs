using Hopguard.Analyzers.Emitting;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tasks;

/// <summary>A store, as the argument of an attribute names it.</summary>
/// <param name="Application">The application's class; null for a text that names none.</param>
/// <param name="Store">The store's identifier.</param>
/// <param name="Text">As written.</param>
internal sealed record StoreName(string? Application, string Store, string Text)
{
    /// <summary>The name in an attribute's argument; null when it is neither a text nor a member of an enumeration.</summary>
    public static StoreName? Of(TypedConstant argument) => argument switch
    {
        { Kind: TypedConstantKind.Primitive, Value: string text } => Of(text),
        { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type } => Of(type, argument.Value),
        _ => null,
    };

    /// <summary>Whether both may mean one store: a text without an application means the store of that name in any.</summary>
    public bool Means(StoreName other) => Store == other.Store && (Application is null || other.Application is null || Application == other.Application);

    private static StoreName Of(string text)
    {
        var slash = text.IndexOf('/');
        return slash < 0
            ? new StoreName(null, Identifier.Of(text), text)
            : new StoreName(PlanIdentifier.OfApplication(text.Substring(0, slash)), Identifier.Of(text.Substring(slash + 1)), text);
    }

    private static StoreName? Of(INamedTypeSymbol type, object? value)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is null ? null : new StoreName(type.ContainingType?.Name, member.Name, $"{type.ContainingType?.Name}.{type.Name}.{member.Name}");
    }
}
