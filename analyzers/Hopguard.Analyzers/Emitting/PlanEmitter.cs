using Hopguard.Analyzers.Models;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Emitting;

/// <summary>Emits the names of applications and plans as constants, so that a misspelt one does not compile.</summary>
internal static class PlanEmitter
{
    public static SourceText Application(ApplicationModel application) => new SourceWriter()
        .Line("namespace Hopguard.Generated.Applications;")
        .Line($"public static class {application.ClassName}")
        .Line("{")
        .Line($"    public const string Id = {SourceWriter.Literal(application.Name)};")
        .Constants("Services", application.Services)
        .Constants("Stores", application.Stores)
        .Constants("Versions", application.Versions)
        .Line("}")
        .ToSourceText();

    public static SourceText Plan(PlanModel plan) => new SourceWriter()
        .Line("namespace Hopguard.Generated.Plans;")
        .Line($"public static partial class {plan.ClassName}")
        .Line("{")
        .Line($"    public const string Id = {SourceWriter.Literal(plan.Id)};")
        .Constants("Steps", plan.Steps.Select(step => step.Id))
        .Line("}")
        .ToSourceText();

    public static SourceText Hash(PlanHashModel plan) => new SourceWriter()
        .Line("namespace Hopguard.Generated.Plans;")
        .Line($"partial class {plan.ClassName}")
        .Line("{")
        .Line($"    public const string Hash = {SourceWriter.Literal(plan.Hash)};")
        .Line("}")
        .ToSourceText();
}
