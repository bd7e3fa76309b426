using System.Collections.Immutable;
using System.Reflection;

namespace Hopguard.Plans.Findings;

/// <summary>Every rule there is: each stands in the file of its check, those of unreadable files in <see cref="SyntaxRules"/>.</summary>
public static class RuleList
{
    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        .. typeof(RuleList).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Rule))
            .Select(field => (Rule)field.GetValue(null))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}
