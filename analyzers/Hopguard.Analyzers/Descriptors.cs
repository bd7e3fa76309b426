using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers;

/// <summary>The compiler's view of the rules.</summary>
internal static class Descriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        RuleList.All.ToImmutableDictionary(rule => rule.Id, Create, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

    // A rule about data is never switched off by NoWarn or a distant file: an exception is written in the plan, where reviewers see it. The one error that the
    // generator reports stays configurable: with the tag, it would end the compilation before an analyzer has said anything.
    private static DiagnosticDescriptor Create(Rule rule) => new(
        rule.Id,
        new LocalizableMessage(rule.Title),
        messageFormat: "{0}",
        $"Hopguard.{rule.Family}",
        SeverityOf(rule.Severity),
        isEnabledByDefault: true,
        new LocalizableMessage(rule.Explanation),
        rule.Page,
        rule.IsConfigurable || rule == SyntaxRules.NoCodeForUnreadablePlan ? [] : [WellKnownDiagnosticTags.NotConfigurable]);

    public static DiagnosticSeverity SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
