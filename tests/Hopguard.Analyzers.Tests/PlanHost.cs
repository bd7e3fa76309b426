using Hopguard.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hopguard.Analyzers.Tests;

/// <summary>Runs generator and analyzers over plans in memory.</summary>
internal static class PlanHost
{
    /// <summary>A plan that deletes a database of which no copy was taken.</summary>
    public const string Losing = """
        application: cvat
        procedure: reset
        summary: empties the database
        steps:
          - stop-services
          - compose-down
          - remove-volume: { store: database }
          - start-services
        """;

    public const string PlanPath = "/repository/plans/cvat/plan.yaml";
    public static readonly AdditionalText[] CvatFiles = [.. Repository.CvatFiles.Select(file => new PlanText("/repository/" + file, Repository.Read(file)))];
    public static readonly AdditionalText Cvat = CvatFiles[0];
    /// <summary>The assemblies of the runtime that tests compile against.</summary>
    public static readonly IReadOnlyList<MetadataReference> Runtime = [.. RuntimeReferences()];

    /// <summary>Expects exactly the marked findings, each at exactly the marked text.</summary>
    public static Task Expect(string marked) =>
        new AnalyzerRun<PlanAnalyzer>(FrostingStub.BaseClasses, FrostingStub.Reference).With([.. CvatFiles.Select(file => (file.Path, file.GetText()!.ToString())), (PlanPath, marked)]).FindAsync();

    /// <summary>Expects exactly the marked findings in C#, each at exactly the marked text.</summary>
    /// <returns>What was found.</returns>
    public static Task<IReadOnlyList<Diagnostic>> ExpectInTasks(string marked, params MetadataReference[] references) =>
        new AnalyzerRun<TaskAnalyzer>("using Cake.Frosting;\nusing Hopguard;\n" + marked, [FrostingStub.Reference, .. references]).With((Cvat.Path, Cvat.GetText()!.ToString())).FindAsync();

    public static async Task<IReadOnlyList<Diagnostic>> Analyze(params AdditionalText[] files)
    {
        var host = Compile().WithAnalyzers([new PlanAnalyzer()], new AnalyzerOptions([.. files]));
        return await host.GetAnalyzerDiagnosticsAsync();
    }

    public static GeneratorDriver Driver(params AdditionalText[] files) => Driver(LanguageVersion.Latest, files);

    /// <summary>Generates, compiles what was generated, and expects no complaint of the compiler.</summary>
    public static Compilation Generate(CSharpCompilation compilation, params AdditionalText[] files)
    {
        var generated = Update(compilation, files);
        generated.GetDiagnostics().Where(complaint => complaint.Severity > DiagnosticSeverity.Hidden).Should().BeEmpty();
        return generated;
    }

    /// <summary>Generates, and returns what the compiler complains about.</summary>
    public static IReadOnlyList<Diagnostic> Complaints(CSharpCompilation compilation, params AdditionalText[] files) => Update(compilation, files).GetDiagnostics();

    public static CSharpCompilation Compile(string source = "", params MetadataReference[] references) => Compile(LanguageVersion.Latest, source, references);

    public static CSharpCompilation Compile(LanguageVersion language, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        "consumer",
        [CSharpSyntaxTree.ParseText(source, Parse(language), path: "Consumer.cs")],
        [.. Runtime, .. references],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            // What a test writes needs no documentation; what is generated is checked to have it well formed.
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)],
            nullableContextOptions: language >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable));

    /// <summary>An assembly as another project sees it: compiled.</summary>
    public static MetadataReference Image(Compilation compilation)
    {
        using var image = new MemoryStream();
        compilation.Emit(image).Diagnostics.Should().BeEmpty();
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static Compilation Update(CSharpCompilation compilation, AdditionalText[] files)
    {
        Driver(compilation.LanguageVersion, files).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var complaints);
        complaints.Should().BeEmpty();
        return generated;
    }

    private static GeneratorDriver Driver(LanguageVersion language, AdditionalText[] files) => CSharpGeneratorDriver.Create(
        [new PlanGenerator().AsSourceGenerator()],
        files,
        Parse(language),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpParseOptions Parse(LanguageVersion language) => new(language, DocumentationMode.Diagnose);

    private static IEnumerable<MetadataReference> RuntimeReferences() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.ComponentModel.Primitives.dll")
        .Select(path => MetadataReference.CreateFromFile(path));
}
