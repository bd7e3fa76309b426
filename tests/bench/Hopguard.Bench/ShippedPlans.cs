using Hopguard.Plans.Reading;

namespace Hopguard.Bench;

/// <summary>The plans of this repository.</summary>
internal static class ShippedPlans
{
    /// <summary>Their files, by path.</summary>
    public static IReadOnlyList<PlanFile> Files() =>
        [.. Directory.GetFiles(Path.Combine(Program.Root, "plans"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => new PlanFile(Path.GetRelativePath(Program.Root, path), File.ReadAllText(path)))];
}
