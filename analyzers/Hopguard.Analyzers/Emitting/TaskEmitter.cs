using System.Collections.Immutable;
using Hopguard.Analyzers.Models;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Emitting;

/// <summary>Emits a plan's Frosting tasks: one for each step, each depending on the one before, and one for the plan that depends on the last.</summary>
internal static class TaskEmitter
{
    private const string StepBase = "Hopguard.Tasks.PlanStepTask";
    private const string PlanBase = "Hopguard.Tasks.PlanTask";

    /// <summary>The base classes, which the compilation must have.</summary>
    public static ImmutableArray<string> Bases { get; } = [StepBase, PlanBase];

    /// <summary>The tasks of a plan, and for a procedure and a plan that keeps the version the target of its application.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="title">The application's name for people; null where its file is not there.</param>
    public static SourceText Tasks(PlanModel plan, string? title)
    {
        var writer = new SourceWriter();
        using (writer.Block($"namespace Hopguard.Tasks.Generated.{plan.ApplicationClass}"))
        {
            var scope = new IdentifierScope(plan.ClassName);
            string? previous = null;
            foreach (var step in plan.Steps)
            {
                var name = $"{plan.ClassName}_{scope.Add(step.Id)}";
                writer.Task($"{plan.Id}/{step.Id}", step.Description, previous);
                Claims(writer, "Copies", plan, step.Copies);
                Claims(writer, "Verifies", plan, step.Verifies);
                using (writer.Block($"public sealed class {name} : global::{StepBase}"))
                {
                    writer.Property("PlanId", plan.Id);
                    writer.Property("StepId", step.Id);
                }

                previous = name;
            }

            writer.Task(plan.Id, plan.Summary, previous);
            using (writer.Block($"public sealed class {plan.ClassName} : global::{PlanBase}"))
                writer.Property("PlanId", plan.Id);
        }

        if (title is not null && plan.Target is { } target)
            TargetEmitter.Own(writer, plan, target, title);

        return writer.ToSourceText();
    }

    // So that a task written by hand may lean on the copy that a plan takes and verifies.
    private static void Claims(SourceWriter writer, string attribute, PlanModel plan, EquatableArray<string> stores)
    {
        foreach (var store in stores)
            writer.Line($"[global::Hopguard.{attribute}({SourceWriter.Literal($"{plan.Application}/{store}")})]");
    }
}
