using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

/// <summary>Walks everything that an object holds.</summary>
internal static class ObjectGraph
{
    /// <summary>Objects of the compiler that are reachable: what would keep whole compilations alive, or differ after every edit.</summary>
    public static IReadOnlyList<string> CompilerObjectsIn(object root)
    {
        var found = new List<string>();
        Walk(root, root.GetType().Name, found, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return found;
    }

    private static void Walk(object value, string path, List<string> found, HashSet<object> seen)
    {
        if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or Location or Diagnostic or SemanticModel or AdditionalText)
        {
            found.Add($"{path}: {value.GetType().Name}");
            return;
        }

        if (value is string or Type or MemberInfo || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;

        foreach (var (name, child) in Children(value))
            Walk(child, $"{path}.{name}", found, seen);
    }

    private static IEnumerable<(string Name, object Value)> Children(object value)
    {
        if (value is IEnumerable items)
            return items.Cast<object?>().Where(item => item is not null).Select((item, index) => ($"[{index}]", item!));

        return Types(value.GetType())
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(field => (field.Name, Value: field.GetValue(value)))
            .Where(field => field.Value is not null)
            .Select(field => (field.Name, field.Value!));
    }

    private static IEnumerable<Type> Types(Type? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }
}
