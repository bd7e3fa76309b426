using System.Collections.Immutable;
using Hopguard.Analyzers.Models;
using Hopguard.Plans.Model;
using Microsoft.CodeAnalysis.Text;

namespace Hopguard.Analyzers.Emitting;

/// <summary>Emits the targets that people type: those of an application, so that a folder of YAML is all that an application is.</summary>
internal static class TargetEmitter
{
    private const string UpgradeBase = "Hopguard.Tasks.UpgradeTask";
    private const string BaseBase = "Hopguard.Tasks.BaseTask";
    private const string ProcedureBase = "Hopguard.Tasks.ProcedureTask";
    private const string RestoreBase = "Hopguard.Tasks.RestoreTask";
    private const string RollbackBase = "Hopguard.Tasks.RollbackTask";
    private const string StatusBase = "Hopguard.Tasks.StatusTask";

    /// <summary>The base classes, which the compilation must have.</summary>
    public static ImmutableArray<string> Bases { get; } = [UpgradeBase, BaseBase, ProcedureBase, RestoreBase, RollbackBase, StatusBase];

    public static SourceText Targets(TargetsModel application)
    {
        var writer = new SourceWriter();
        using (Namespace(writer, application.ClassName))
        {
            var title = application.Title;
            if (application.NewestHop is { } hop)
            {
                Header(writer, title, TargetName.Of(TargetName.Upgrade, application.Name),
                    $"Upgrades {title} {Place(application.Deployment)}, verified at every step, with the way back open until you accept", Plan(application.ClassName, hop));
                writer.Line($"public sealed class {TargetName.Upgrade} : global::{UpgradeBase} {{ }}");
            }

            Work(writer, application, TargetName.Rollback, RollbackBase, $"Puts the {title} version before the unfinished or unaccepted upgrade back, and verifies it");
            Work(writer, application, TargetName.Status, StatusBase, "Shows the installed version, its services and stores, the runs so far, what they keep where, and what to type next");
        }

        return writer.ToSourceText();
    }

    /// <summary>The target of a procedure or of a plan that keeps the version, beside its plan's tasks.</summary>
    public static void Own(SourceWriter writer, PlanModel plan, string target, string title)
    {
        using (Namespace(writer, plan.ApplicationClass))
        {
            Header(writer, title, target, plan.Summary, Plan(plan.ApplicationClass, plan.ClassName));
            // Told apart from the targets above, which have no underscore.
            writer.Line($"public sealed class {(plan.IsOfBase ? "Base" : "Procedure")}_{plan.ClassName} : global::{(plan.IsOfBase ? BaseBase : plan.IsRestore ? RestoreBase : ProcedureBase)} {{ }}");
        }
    }

    private static void Work(SourceWriter writer, TargetsModel application, string work, string baseClass, string description)
    {
        Header(writer, application.Title, TargetName.Of(work, application.Name), description, dependsOn: null);
        using (writer.Block($"public sealed class {work} : global::{baseClass}"))
            writer.Property("ApplicationName", application.Name);
    }

    private static void Header(SourceWriter writer, string title, string name, string description, string? dependsOn)
    {
        writer.Line($"[global::System.ComponentModel.Category({SourceWriter.Literal(title)})]");
        writer.Task(name, description, dependsOn);
    }

    private static string Place(DeploymentKind kind) => kind switch
    {
        DeploymentKind.Kubernetes => "on Kubernetes",
        DeploymentKind.Development => "in a development installation",
        _ => "on docker compose",
    };

    // Beside the plans' classes, and not among them: a procedure may be called whatever a target is.
    private static IDisposable Namespace(SourceWriter writer, string application) => writer.Block($"namespace Hopguard.Tasks.Targets.{application}");

    private static string Plan(string application, string plan) => $"global::Hopguard.Tasks.Generated.{application}.{plan}";
}
