using Hopguard.Analyzers.Models;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Emitting;

/// <summary>Emits a plan's Frosting tasks: one for each step, each depending on the one before, and one for the plan that depends on the last.</summary>
internal static class TaskEmitter
{
    /// <summary>The base class of a step's task, which the compilation must have.</summary>
    public const string StepBase = "Hopguard.Tasks.PlanStepTask";

    /// <summary>The base class of a plan's task, which the compilation must have.</summary>
    public const string PlanBase = "Hopguard.Tasks.PlanTask";

    public static SourceText Tasks(PlanModel plan)
    {
        var writer = new SourceWriter();
        using (writer.Block($"namespace Hopguard.Tasks.Generated.{plan.ApplicationClass}"))
        {
            var scope = new IdentifierScope(plan.ClassName);
            string? previous = null;
            foreach (var step in plan.Steps)
            {
                var name = $"{plan.ClassName}_{scope.Add(step.Id)}";
                Header(writer, $"{plan.Id}/{step.Id}", step.Description, previous);
                Claims(writer, "Copies", plan, step.Copies);
                Claims(writer, "Verifies", plan, step.Verifies);
                using (writer.Block($"public sealed class {name} : global::{StepBase}"))
                {
                    Property(writer, "PlanId", plan.Id);
                    Property(writer, "StepId", step.Id);
                }

                previous = name;
            }

            Header(writer, plan.Id, plan.Summary, previous);
            using (writer.Block($"public sealed class {plan.ClassName} : global::{PlanBase}"))
                Property(writer, "PlanId", plan.Id);
        }

        return writer.ToSourceText();
    }

    private static void Header(SourceWriter writer, string name, string description, string? dependsOn)
    {
        writer.Line($"[global::Cake.Frosting.TaskName({SourceWriter.Literal(name)})]");
        writer.Line($"[global::Cake.Frosting.TaskDescription({SourceWriter.Literal(description)})]");
        if (dependsOn is not null)
            writer.Line($"[global::Cake.Frosting.IsDependentOn(typeof({dependsOn}))]");
    }

    // So that a task written by hand may lean on the copy that a plan takes and verifies.
    private static void Claims(SourceWriter writer, string attribute, PlanModel plan, EquatableArray<string> stores)
    {
        foreach (var store in stores)
            writer.Line($"[global::Hopguard.{attribute}({SourceWriter.Literal($"{plan.Application}/{store}")})]");
    }

    private static void Property(SourceWriter writer, string name, string value) =>
        writer.Line($"protected override string {name} => {SourceWriter.Literal(value)};");
}
