using System.Collections.Immutable;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hopguard.Analyzers;

/// <summary>Reports what <see cref="PlanAnalysis"/> finds, at its place in the YAML.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlanAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. RuleList.All.Where(rule => rule != SyntaxRules.NoCodeForUnreadablePlan).Select(Descriptors.Of)];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    // A plan is judged with its application and its neighbours, so all files are judged at once, and each reports its own part.
    private static void Start(CompilationStartAnalysisContext context)
    {
        var files = context.Options.AdditionalFiles.Where(PlanFiles.IsPlan).ToImmutableArray();
        var findings = new Lazy<ILookup<string, Finding>>(() => Judge(files));
        context.RegisterAdditionalFileAction(file =>
        {
            if (!PlanFiles.IsPlan(file.AdditionalFile))
                return;

            // What a plan accepts is a note, which a severity for the whole rule would make an error again.
            foreach (var finding in findings.Value[file.AdditionalFile.Path].Where(finding => finding.Accepted is null || !IsRaised(finding.Rule, context.Compilation.Options, file.CancellationToken)))
                file.ReportDiagnostic(ToDiagnostic(finding));
        });
    }

    private static bool IsRaised(Rule rule, CompilationOptions options, CancellationToken cancellationToken) =>
        rule.IsConfigurable && options.SyntaxTreeOptionsProvider is { } given && given.TryGetGlobalDiagnosticValue(rule.Id, cancellationToken, out var severity)
        && severity is ReportDiagnostic.Error or ReportDiagnostic.Warn;

    private static ILookup<string, Finding> Judge(ImmutableArray<AdditionalText> files)
    {
        var plans = PlanSet.Read(files.Select(file => PlanFiles.Read(file, CancellationToken.None)));
        return PlanAnalysis.Analyze(plans).ToLookup(finding => finding.Place.Path, StringComparer.Ordinal);
    }

    private static Diagnostic ToDiagnostic(Finding finding) => Diagnostic.Create(
        Descriptors.Of(finding.Rule),
        FindingLocation.Of(finding.Place),
        Descriptors.SeverityOf(finding.Severity),
        finding.Related.Select(related => FindingLocation.Of(related.Place)),
        properties: null,
        finding.Message);
}
