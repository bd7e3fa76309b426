using Hopguard.Analyzers.Emitting;
using Hopguard.Analyzers.Models;
using Hopguard.Analyzers.Tasks;
using Hopguard.Plans.Findings;
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
            onlyPlans.Combine(hasTasks).Where(pair => pair.Right), (output, pair) => output.AddSource($"{pair.Left.Id}.tasks.g.cs", TaskEmitter.Tasks(pair.Left)));
    }

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
        && compilation.GetTypeByMetadataName(TaskEmitter.StepBase) is not null
        && compilation.GetTypeByMetadataName(TaskEmitter.PlanBase) is not null;

    private static Diagnostic NoCode(UnreadableFile file) => Diagnostic.Create(
        Descriptors.Of(SyntaxRules.NoCodeForUnreadablePlan),
        FindingLocation.Of(file.Reason.Place),
        new Message(
            $"No code was made for this file, since it cannot be read: {file.Reason.Message.English}",
            $"このファイルは読み取れないため、コードは生成されません: {file.Reason.Message.Japanese}"));
}
