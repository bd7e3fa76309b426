using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Rules.DataSafety;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hopguard.Analyzers.Tasks;

/// <summary>
/// Holds tasks that are written by hand to the first promise of plans: what destroys a store runs only after a copy of it was taken and verified. Who writes to the
/// store meanwhile is not modelled; a plan knows that, a class does not.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.Of(DestroyedWithoutCopy.Descriptor), Descriptors.Of(DestroyedWithoutVerifiedCopy.Descriptor)];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        if (context.Compilation.ReferencedAssemblyNames.All(assembly => assembly.Name != TaskSymbols.Frosting))
            return;

        // Built by the first task that takes something away; most compilations have none.
        var graph = new Lazy<TaskGraph>(() => TaskGraph.Of(context.Compilation));
        context.RegisterSymbolAction(symbol => Judge(symbol, graph), SymbolKind.NamedType);
    }

    // An abstract class never runs: what it says holds for the classes derived from it.
    private static void Judge(SymbolAnalysisContext context, Lazy<TaskGraph> graph)
    {
        var task = (INamedTypeSymbol)context.Symbol;
        if (task.IsAbstract || task.TypeKind != TypeKind.Class)
            return;

        var takenAway = TaskClaim.Of(task).Where(claim => claim.Kind is ClaimKind.Destroys or ClaimKind.Restores).ToList();
        foreach (var claim in takenAway)
        {
            if (new TaskJudgement(graph.Value, task, claim).Judge() is { } finding)
                context.ReportDiagnostic(finding);
        }
    }
}
