using System.Collections.Immutable;
using Hopguard.Analyzers.Emitting;
using Hopguard.Analyzers.Models;
using Hopguard.Analyzers.Tasks;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers;

/// <summary>Makes typed plans of the YAML, and their tasks where the compilation has what tasks derive from. What is wrong with a plan is the analyzer's to say.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PlanGenerator : IIncrementalGenerator
{
    private const string Frosting = "Cake.Frosting";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(TaskAttributes.Add);

        var files = context.AdditionalTextsProvider
            .Where(PlanFiles.IsPlan)
            .WithTrackingName(TrackingNames.PlanFiles)
            .Select((file, cancellation) => ModelReader.Read(PlanFiles.Read(file, cancellation)))
            .WithTrackingName(TrackingNames.Files);
        var plans = Single(files, file => file.Plan).WithTrackingName(TrackingNames.Plans);
        var applications = Single(files, file => file.Application).WithTrackingName(TrackingNames.Applications);
        var hasTasks = context.CompilationProvider.Select((compilation, _) => HasTasks(compilation)).WithTrackingName(TrackingNames.HasTasks);

        // Files are named by ids, and not by paths: these are unique once twins are out, say nothing about the machine, and outlive a file that moves.
        var onlyApplications = WithoutTwins(applications, application => application.Name);
        var onlyPlans = WithoutTwins(plans, plan => plan.Id);
        context.RegisterSourceOutput(Single(files, file => file.Unreadable), (output, file) => output.ReportDiagnostic(NoCode(file)));
        context.RegisterSourceOutput(
            onlyApplications, (output, application) => output.AddSource($"{application.Name}.application.g.cs", PlanEmitter.Application(application)));
        context.RegisterSourceOutput(onlyPlans, (output, plan) => output.AddSource($"{plan.Id}.plan.g.cs", PlanEmitter.Plan(plan)));
        context.RegisterSourceOutput(
            WithTitle(onlyPlans, onlyApplications).Combine(hasTasks).Where(pair => pair.Right),
            (output, pair) => output.AddSource($"{pair.Left.Plan.Id}.tasks.g.cs", TaskEmitter.Tasks(pair.Left.Plan, pair.Left.Title)));
        context.RegisterSourceOutput(
            Targets(onlyApplications, onlyPlans).WithTrackingName(TrackingNames.Targets).Combine(hasTasks).Where(pair => pair.Right),
            (output, pair) => output.AddSource($"{pair.Left.Name}.targets.g.cs", TargetEmitter.Targets(pair.Left)));
    }

    /// <summary>Each plan with the name for people of its application; null where its file is not there.</summary>
    private static IncrementalValuesProvider<(PlanModel Plan, string? Title)> WithTitle(
        IncrementalValuesProvider<PlanModel> plans, IncrementalValuesProvider<ApplicationModel> applications)
    {
        var titles = applications.Select((application, _) => (application.Name, application.Title)).Collect().Select((all, _) => new EquatableArray<(string Name, string Title)>(all));
        return plans.Combine(titles).Select((pair, _) => (pair.Left, pair.Right.FirstOrDefault(application => application.Name == pair.Left.Application).Title ?? default(string)));
    }

    /// <summary>The targets of each application that has a plan; a plan that is edited changes nothing here.</summary>
    private static IncrementalValuesProvider<TargetsModel> Targets(IncrementalValuesProvider<ApplicationModel> applications, IncrementalValuesProvider<PlanModel> plans)
    {
        var lines = plans.Select((plan, _) => (plan.Application, plan.Reach, plan.ClassName)).Collect().Select((all, _) => new EquatableArray<(string Application, PlanReach? Reach, string ClassName)>(all));
        return applications.Combine(lines)
            .Where(pair => pair.Right.Any(plan => plan.Application == pair.Left.Name))
            .Select((pair, _) => new TargetsModel(pair.Left.Name, pair.Left.Title, pair.Left.Deployment, pair.Left.ClassName, Farthest([.. pair.Right.Where(plan => plan.Application == pair.Left.Name)])));
    }

    private static string? Farthest(ImmutableArray<(string Application, PlanReach? Reach, string ClassName)> plans) =>
        plans.FirstOrDefault(plan => plan.Reach is { } reach && !plans.Any(other => other.Reach?.IsBefore(reach) == true)).ClassName;

    private static IncrementalValuesProvider<T> Single<T>(IncrementalValuesProvider<FileModel> files, Func<FileModel, T?> select)
        where T : class =>
        files.Select((file, _) => select(file)).Where(model => model is not null).Select((model, _) => model!);

    /// <summary>Models without those that share an id: one name can only mean one file, so none of them gets code, and the analyzer reports them.</summary>
    private static IncrementalValuesProvider<T> WithoutTwins<T>(IncrementalValuesProvider<T> models, Func<T, string> id)
    {
        var twins = models.Select((model, _) => id(model)).Collect().Select((all, _) => new EquatableArray<string>(
            [.. all.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key)]));
        return models.Combine(twins).Where(pair => !pair.Right.Items.Contains(id(pair.Left))).Select((pair, _) => pair.Left);
    }

    private static bool HasTasks(Compilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == Frosting)
        && TaskEmitter.Bases.Concat(TargetEmitter.Bases).All(name => compilation.GetTypeByMetadataName(name) is not null);

    private static Diagnostic NoCode(UnreadableFile file) => Diagnostic.Create(
        Descriptors.Of(SyntaxRules.NoCodeForUnreadablePlan),
        FindingLocation.Of(file.Reason.Place),
        new Message(
            $"No code was made for this file, since it cannot be read: {file.Reason.Message.English}",
            $"このファイルは読み取れないため、コードは生成されません: {file.Reason.Message.Japanese}"));
}
