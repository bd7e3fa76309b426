using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

/// <summary>The part of Frosting and of the tasks project that generated tasks and tasks written by hand lean on.</summary>
internal static class FrostingStub
{
    public const string BaseClasses = """
        namespace Hopguard.Tasks;
        public abstract class PlanStepTask { protected abstract string PlanId { get; } protected abstract string StepId { get; } }
        public abstract class PlanTask { protected abstract string PlanId { get; } }
        public abstract class UpgradeTask { }
        public abstract class BaseTask { }
        public abstract class ProcedureTask { }
        public abstract class RestoreTask { }
        public abstract class RollbackTask { protected abstract string ApplicationName { get; } }
        public abstract class StatusTask { protected abstract string ApplicationName { get; } }
        """;

    private const string Attributes = """
        namespace Cake.Frosting;
        public sealed class TaskNameAttribute(string name) : System.Attribute { public string Name { get; } = name; }
        public sealed class TaskDescriptionAttribute(string description) : System.Attribute { public string Description { get; } = description; }
        [System.AttributeUsage(System.AttributeTargets.Class, Inherited = false)]
        public sealed class ContinueOnErrorAttribute : System.Attribute { }
        [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple = true)]
        public sealed class IsDependentOnAttribute(System.Type type) : System.Attribute { public System.Type Task { get; } = type; }
        [System.AttributeUsage(System.AttributeTargets.Class, AllowMultiple = true)]
        public sealed class IsDependeeOfAttribute(System.Type type) : System.Attribute { public System.Type Task { get; } = type; }
        public abstract class FrostingTask { }
        """;

    public static MetadataReference Reference { get; } = PlanHost.Compile(Attributes).WithAssemblyName("Cake.Frosting").ToMetadataReference();
}
