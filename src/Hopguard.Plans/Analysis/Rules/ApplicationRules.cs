using System.Collections.Immutable;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>The rules that judge an application and the way its hops make, in the order of ids.</summary>
public static class ApplicationRules
{
    /// <summary>Every rule of the folders beside this file.</summary>
    public static ImmutableArray<ApplicationRule> All { get; } =
    [
        .. typeof(ApplicationRule).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ApplicationRule)) && !type.IsAbstract)
            .Select(type => (ApplicationRule)Activator.CreateInstance(type))
            .OrderBy(rule => rule.Rule.Id, StringComparer.Ordinal),
    ];
}
