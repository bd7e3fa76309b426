using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tasks;

/// <summary>What the compiler's symbols say about tasks.</summary>
internal static class TaskSymbols
{
    /// <summary>The assembly and namespace of tasks.</summary>
    public const string Frosting = "Cake.Frosting";

    extension(INamedTypeSymbol type)
    {
        /// <summary>Attributes of a class and its base classes: Frosting inherits them.</summary>
        public IEnumerable<AttributeData> AttributesOfAll()
        {
            for (var current = type; current is not null; current = current.BaseType)
            {
                foreach (var attribute in current.GetAttributes())
                    yield return attribute;
            }
        }

        /// <summary>Whether a failure of the task does not end the run.</summary>
        public bool ContinuesOnError() =>
            type.GetAttributes().Any(attribute => attribute.AttributeClass?.Is(Frosting, "ContinueOnErrorAttribute") == true);

        /// <summary>Whether the type has that name.</summary>
        public bool Is(string namespaceName, string name) => type.Name == name && type.ContainingNamespace.ToDisplayString() == namespaceName;

        /// <summary>Tasks that an attribute of a class names: <c>[IsDependentOn(typeof(Dump))]</c>.</summary>
        public IEnumerable<INamedTypeSymbol> TasksNamedBy(string attributeName) => type.AttributesOfAll()
            .Where(attribute => attribute.AttributeClass?.Is(Frosting, attributeName) == true)
            .Select(Named)
            .Where(task => task is not null)
            .Select(task => task!.OriginalDefinition);
    }

    private static INamedTypeSymbol? Named(AttributeData attribute) =>
        attribute.ConstructorArguments.Select(argument => argument.Kind == TypedConstantKind.Type ? argument.Value : null)
            .Concat(attribute.AttributeClass!.TypeArguments)
            .FirstOrDefault() as INamedTypeSymbol;
}
