using System.Globalization;
using System.Text.Json;
using Hopguard.Analyzers;
using Hopguard.Engine;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Tasks.Runs;
using Hopguard.Tasks.Tests.ValidatePlans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hopguard.Tasks.Tests.Faces;

/// <summary>The compiler, the command line and the runner say the same about the same plans: rule, place, severity and message, in both languages.</summary>
public sealed class FourFacesTests : IDisposable
{
    private readonly PlansFolder _plans = new();

    public FourFacesTests()
    {
        var good = PlansFolder.Shipped("plans/cvat/2.2.0-2.3.0.yaml");
        var steps = good.Split('\n').Where(line => line.StartsWith("  - ", StringComparison.Ordinal)).ToList();
        foreach (var (step, number) in steps.Select((step, number) => (step, number)))
            _plans.Write($"plans/cvat/without-{number}.yaml", good.Replace(step + "\n", string.Empty, StringComparison.Ordinal));

        // The guides' own procedures, a typing error, and what cannot be read at all.
        _plans.Write("plans/cvat/typing-error.yaml", good.Replace("covered-by: dump", "covered-by: dmup", StringComparison.Ordinal));
        _plans.Write("plans/cvat/literal.yaml", good.Replace("retire-volume: { store: database, covered-by: dump }", "remove-volume: { store: database }", StringComparison.Ordinal));
        _plans.Write("plans/cvat/unreadable.yaml", "application: cvat\nsteps: [&a b, *a]\n");
        _plans.Write("plans/lonely/plan.yaml", good);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task The_compiler_and_the_command_line_agree(string language)
    {
        var compiler = await CompilerAsync(language);
        var command = CommandLine(language);

        command.Should().HaveCountGreaterThan(20);
        compiler.Should().BeEquivalentTo(command);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public void The_runner_refuses_with_the_same_errors(string language)
    {
        var command = CommandLine(language);
        var set = PlanSet.Read(_plans.Find("plans"));
        var refused = 0;
        foreach (var plan in set.Plans)
        {
            var findings = PlanAnalysis.Analyze(set).Where(finding => finding.Place.Path == plan.Path);
            var refusal = PlanRefusal.Of(plan, findings, language == "ja" ? Language.Japanese : Language.English);
            var expected = command.Where(told => told.Path == plan.Path && told.Severity == "error").Select(told => $"{told.Path}({told.Line},{told.Column}): error {told.Id}: {told.Message}");
            if (plan.Steps.All(step => step is not Plans.Steps.RemoveVolume) || expected.Any())
                (refusal?.Message.Split('\n').Skip(1) ?? []).Should().BeEquivalentTo(expected);
            refused += refusal is null ? 0 : 1;
        }

        refused.Should().BeGreaterThan(8);
    }

    public void Dispose() => _plans.Dispose();

    private sealed record Told(string Id, string Path, int Line, int Column, int EndLine, int EndColumn, string Severity, string Message);

    private List<Told> CommandLine(string language)
    {
        FluentActions.Invoking(() => _plans.Validate("--format=json", "--output=found.json", $"--language={language}")).Should().Throw<HopguardException>();
        using var json = JsonDocument.Parse(File.ReadAllText(_plans.Path("found.json")));
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => Shape(finding, finding.GetProperty("place")))];
    }

    private static Told Shape(JsonElement finding, JsonElement place) => new(
        finding.GetProperty("rule").GetString()!,
        place.GetProperty("path").GetString()!,
        place.GetProperty("line").GetInt32(),
        place.GetProperty("column").GetInt32(),
        place.GetProperty("endLine").GetInt32(),
        place.GetProperty("endColumn").GetInt32(),
        finding.GetProperty("severity").GetString()!,
        finding.GetProperty("message").GetString()!);

    private async Task<List<Told>> CompilerAsync(string language)
    {
        AdditionalText[] files = [.. _plans.Find("plans").Select(file => new InMemory(file))];
        var compilation = CSharpCompilation.Create(
            "consumer",
            [CSharpSyntaxTree.ParseText(string.Empty)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var found = await compilation.WithAnalyzers([new PlanAnalyzer()], new AnalyzerOptions([.. files])).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(diagnostic => Shape(diagnostic, CultureInfo.GetCultureInfo(language)))];
    }

    private static Told Shape(Diagnostic diagnostic, CultureInfo culture)
    {
        var span = diagnostic.Location.GetLineSpan();
        var severity = diagnostic.Severity == DiagnosticSeverity.Info ? "note" : diagnostic.Severity.ToString().ToLowerInvariant();
        return new Told(
            diagnostic.Id, span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, span.EndLinePosition.Line + 1, span.EndLinePosition.Character + 1,
            severity, diagnostic.GetMessage(culture));
    }

    private sealed class InMemory(PlanFile file) : AdditionalText
    {
        public override string Path => file.Path;

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) => Microsoft.CodeAnalysis.Text.SourceText.From(file.Text);
    }
}
