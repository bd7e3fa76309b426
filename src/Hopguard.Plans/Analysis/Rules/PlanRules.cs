using System.Collections.Immutable;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>The rules that judge what a plan means, in the order of ids.</summary>
public static class PlanRules
{
    /// <summary>Every rule of the folders beside this file.</summary>
    public static ImmutableArray<PlanRule> All { get; } =
    [
        .. typeof(PlanRule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PlanRule)) && !type.IsAbstract)
            .Select(type => (PlanRule)Activator.CreateInstance(type))
            .OrderBy(rule => rule.Rule.Id, StringComparer.Ordinal),
    ];
}
