using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hopguard.Tasks.Tests.Architecture;

/// <summary>Which namespaces of a project use which others of it, by what the compiler makes of each name in its source.</summary>
internal static class NamespaceUse
{
    // What the SDK writes for ImplicitUsings; the old framework of compiler extensions has less, and what is not there binds to nothing.
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>Each use once, of another namespace.</summary>
    /// <param name="folder">The project's folder.</param>
    public static IReadOnlyCollection<(string From, string To)> Of(string folder)
    {
        var project = Path.GetFileName(folder);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != project)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            project, [CSharpSyntaxTree.ParseText(ImplicitUsings), .. Sources(folder)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return [.. compilation.SyntaxTrees.SelectMany(tree => Uses(compilation, tree)).Distinct()];
    }

    /// <summary>Those that are part of a circle: from the used namespace, uses lead back.</summary>
    public static IEnumerable<(string From, string To)> InCircles(IReadOnlyCollection<(string From, string To)> uses)
    {
        var next = uses.ToLookup(use => use.From, use => use.To, StringComparer.Ordinal);
        return uses.Where(use => Leads(use.To, use.From));

        bool Leads(string from, string to)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([from]);
            while (open.TryPop(out var one))
            {
                if (one == to)
                    return true;
                if (!seen.Add(one))
                    continue;
                foreach (var other in next[one])
                    open.Push(other);
            }

            return false;
        }
    }

    private static IEnumerable<SyntaxTree> Sources(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        select CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path);

    private static IEnumerable<(string From, string To)> Uses(CSharpCompilation compilation, SyntaxTree tree)
    {
        var root = tree.GetRoot();
        if (root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is not { } declared)
            return [];

        var (model, own) = (compilation.GetSemanticModel(tree), declared.Name.ToString());
        return from name in declared.Members.SelectMany(member => member.DescendantNodes()).OfType<SimpleNameSyntax>()
               let symbol = model.GetSymbolInfo(name).Symbol
               where symbol is not null and not INamespaceSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly)
               let to = symbol.ContainingNamespace.ToDisplayString()
               where to != own
               select (own, to);
    }
}
