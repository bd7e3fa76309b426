using Hopguard.Plans.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Tests;

/// <summary>Runs generator and analyzer over plans in memory.</summary>
internal static class PlanHost
{
    public const string PlanPath = "/repository/plans/cvat/plan.yaml";
    public static readonly AdditionalText[] CvatFiles = [.. Repository.CvatFiles.Select(file => new PlanText("/repository/" + file, Repository.Read(file)))];
    private static readonly MetadataReference[] Runtime = [.. RuntimeReferences()];

    /// <summary>Expects exactly the marked findings, each at exactly the marked text.</summary>
    public static async Task Expect(string marked)
    {
        var plan = new MarkedPlan(marked);
        var found = await Analyze([.. CvatFiles, new PlanText(PlanPath, plan.Text)]);

        found.Select(diagnostic => (diagnostic.Id, diagnostic.Location.SourceSpan, diagnostic.Location.GetLineSpan().Path))
            .Should().BeEquivalentTo(plan.Expected.Select(expected => (expected.Id, new TextSpan(expected.Start, expected.Length), PlanPath)));
    }

    public static async Task<IReadOnlyList<Diagnostic>> Analyze(params AdditionalText[] files)
    {
        var host = Compile().WithAnalyzers([new PlanAnalyzer()], new AnalyzerOptions([.. files]));
        return await host.GetAnalyzerDiagnosticsAsync();
    }

    public static GeneratorDriver Driver(params AdditionalText[] files) => CSharpGeneratorDriver.Create(
        [new PlanGenerator().AsSourceGenerator()],
        files,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Generates, compiles what was generated, and expects no complaint of the compiler.</summary>
    public static Compilation Generate(CSharpCompilation compilation, params AdditionalText[] files)
    {
        Driver(files).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var complaints);
        complaints.Should().BeEmpty();
        generated.GetDiagnostics().Should().BeEmpty();
        return generated;
    }

    public static CSharpCompilation Compile(string source = "", params MetadataReference[] references) => CSharpCompilation.Create(
        "consumer",
        [CSharpSyntaxTree.ParseText(source, path: "Consumer.cs")],
        [.. Runtime, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<MetadataReference> RuntimeReferences() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll")
        .Select(path => MetadataReference.CreateFromFile(path));
}
