using BenchmarkDotNet.Attributes;
using Hopguard.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hopguard.Bench;

/// <summary>The generator over 200 plans: from nothing, and after the edits that a keystroke makes.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private const int Plans = 200;
    private readonly AdditionalText[] _files = [.. PlanTexts.Files(Plans).Select(file => new FileInMemory(file.Path, file.Text))];
    private readonly CSharpCompilation _compilation = Compile("class Before { }");
    private readonly CSharpCompilation _edited = Compile("class After { }");
    private readonly GeneratorDriver _warm;
    private readonly AdditionalText _comment;
    private readonly AdditionalText _summary;

    /// <summary>Runs the generator once.</summary>
    public GeneratorBenchmarks()
    {
        _warm = New().RunGenerators(_compilation);
        var text = Last.GetText()!.ToString();
        _comment = new FileInMemory(Last.Path, "# a comment\n" + text);
        _summary = new FileInMemory(Last.Path, text.Replace("the next version", "another version", StringComparison.Ordinal));
    }

    private AdditionalText Last => _files[^1];

    /// <summary>All plans, none known yet.</summary>
    [Benchmark(Description = "generator, 200 plans for the first time")]
    public object First() => New().RunGenerators(_compilation);

    /// <summary>C# was edited.</summary>
    [Benchmark(Description = "generator, 200 plans, unrelated C# edited")]
    public object UnrelatedEdit() => _warm.RunGenerators(_edited);

    /// <summary>A plan was edited.</summary>
    [Benchmark(Description = "generator, 200 plans, one plan edited")]
    public object PlanEdited() => _warm.ReplaceAdditionalText(Last, _summary).RunGenerators(_compilation);

    /// <summary>A comment was written into a plan.</summary>
    [Benchmark(Description = "generator, 200 plans, a comment written into one")]
    public object CommentWritten() => _warm.ReplaceAdditionalText(Last, _comment).RunGenerators(_compilation);

    private GeneratorDriver New() => CSharpGeneratorDriver.Create([new PlanGenerator().AsSourceGenerator()], _files);

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "consumer",
        [CSharpSyntaxTree.ParseText(source)],
        [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
