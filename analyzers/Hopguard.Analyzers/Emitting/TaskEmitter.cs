using Hopguard.Analyzers.Models;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Emitting;

/// <summary>Emits a plan's Frosting tasks: one for each step, each depending on the one before, and one for the plan that depends on the last.</summary>
internal static class TaskEmitter
{
    public static SourceText Tasks(PlanModel plan)
    {
        var writer = new SourceWriter().Line("namespace Hopguard.Tasks.Generated;");
        var scope = new IdentifierScope(plan.ClassName);
        string? previous = null;
        foreach (var step in plan.Steps)
        {
            var name = $"{plan.ClassName}_{scope.Add(step.Id)}";
            Header(writer, $"{plan.Id}/{step.Id}", step.Description, previous);
            writer.Line($"public sealed class {name} : global::Hopguard.Tasks.PlanStepTask");
            writer.Line("{");
            Property(writer, "PlanId", plan.Id);
            Property(writer, "StepId", step.Id);
            writer.Line("}");
            previous = name;
        }

        Header(writer, plan.Id, plan.Summary, previous);
        writer.Line($"public sealed class {plan.ClassName} : global::Hopguard.Tasks.PlanTask");
        writer.Line("{");
        Property(writer, "PlanId", plan.Id);
        return writer.Line("}").ToSourceText();
    }

    private static void Header(SourceWriter writer, string name, string description, string? dependsOn)
    {
        writer.Line($"[global::Cake.Frosting.TaskName({SourceWriter.Literal(name)})]");
        writer.Line($"[global::Cake.Frosting.TaskDescription({SourceWriter.Literal(description)})]");
        if (dependsOn is not null)
            writer.Line($"[global::Cake.Frosting.IsDependentOn(typeof({dependsOn}))]");
    }

    private static void Property(SourceWriter writer, string name, string value) =>
        writer.Line($"    protected override string {name} => {SourceWriter.Literal(value)};");
}
