using System.Collections.Immutable;
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

        // Names that somebody might pass over.
        _plans.Write("plans/cvat/short.yml", good.Replace("covered-by: dump", "covered-by: dmup", StringComparison.Ordinal));
        _plans.Write("plans/cvat/.hidden/LOUD.YAML", good);
        _plans.Write("plans/shop/Application.yml", PlansFolder.Shipped("plans/cvat/application.yaml"));
        _plans.Write("plans/shop/hopguard.YAML", "severities: {}\n");
        _plans.Write("plans/cvat/accepted.yaml", good.Replace("  - verify-version: { expect: 2.3.0 }\n", string.Empty, StringComparison.Ordinal)
            .Replace("  - start-services: {}\n", "  # hopguard: accept HOP115 because the monitoring reads the version\n  - start-services: {}\n", StringComparison.Ordinal));

        // Raised by one file, lowered by the other, and both for a rule that is about data.
        _plans.Write("plans/hopguard.yaml", "severities: { HOP110: error, HOP111: none, HOP115: error, HOP002: note }\n");
        _plans.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.HOP115.severity = suggestion\ndotnet_diagnostic.HOP101.severity = none\ndotnet_diagnostic.HOP002.severity = none\n");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task The_compiler_and_the_command_line_agree(string language)
    {
        var compiler = await CompilerAsync(language);
        var command = CommandLine(language);

        command.Should().HaveCountGreaterThan(20);
        command.Select(told => (told.Id, told.Severity)).Should().Contain([("HOP110", "error"), ("HOP115", "note"), ("HOP002", "error"), ("HOP914", "error"), ("HOP915", "error")])
            .And.NotContain(told => told.Id == "HOP111" || told.Id == "HOP101");
        command.Select(told => told.Path).Should().Contain(["plans/cvat/short.yml", "plans/cvat/.hidden/LOUD.YAML", "plans/shop/Application.yml", "plans/shop/hopguard.YAML"]);
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
        AdditionalText[] files = [.. _plans.Find("plans").Where(file => file.Name != GlobalConfig.FileName).Select(file => new InMemory(file))];
        var compilation = CSharpCompilation.Create(
            "consumer",
            [CSharpSyntaxTree.ParseText(string.Empty)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(new CompilersConfiguration(_plans.Path(GlobalConfig.FileName))));
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

    // What the compiler makes of its own files, as it does when it is run as a program.
    private sealed class CompilersConfiguration(string path) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigOptionsResult _options = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(File.ReadAllText(path), path))).GlobalConfigOptions;

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            _options.TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            _options.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    private sealed class InMemory(PlanFile file) : AdditionalText
    {
        public override string Path => file.Path;

        public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) => Microsoft.CodeAnalysis.Text.SourceText.From(file.Text);
    }
}
