using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tasks;

/// <summary>Which tasks run before which, over all assemblies that have tasks.</summary>
internal sealed class TaskGraph
{
    private readonly ILookup<INamedTypeSymbol, INamedTypeSymbol> _dependees;

    private TaskGraph(ILookup<INamedTypeSymbol, INamedTypeSymbol> dependees) => _dependees = dependees;

    /// <summary>The tasks of a compilation and of what it references.</summary>
    public static TaskGraph Of(Compilation compilation)
    {
        // A dependency is told by the task itself; that a task puts itself before another has to be looked for.
        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols.Where(HasTasks).Prepend(compilation.Assembly);
        return new TaskGraph(assemblies
            .SelectMany(assembly => Types(assembly.GlobalNamespace))
            .SelectMany(task => task.TasksNamedBy("IsDependeeOfAttribute").Select(after => (Task: task, After: after)))
            .ToLookup<(INamedTypeSymbol Task, INamedTypeSymbol After), INamedTypeSymbol, INamedTypeSymbol>(
                pair => pair.After, pair => pair.Task, SymbolEqualityComparer.Default));
    }

    /// <summary>Every task that has run when a task runs; a task in a circle is not before itself.</summary>
    public ImmutableArray<INamedTypeSymbol> Before(INamedTypeSymbol task)
    {
        var start = task.OriginalDefinition;
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { start };
        var waiting = new Queue<INamedTypeSymbol>([start]);
        while (waiting.Count > 0)
        {
            var current = waiting.Dequeue();
            foreach (var dependency in current.TasksNamedBy("IsDependentOnAttribute").Concat(_dependees[current]).Where(seen.Add))
                waiting.Enqueue(dependency);
        }

        seen.Remove(start);
        return [.. seen.OrderBy(one => one.ToDisplayString(), StringComparer.Ordinal)];
    }

    private static bool HasTasks(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == TaskSymbols.Frosting));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol parent) => parent.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member =>
        member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}
