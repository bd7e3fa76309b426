using Hopguard.Analyzers.Emitting;
using Hopguard.Analyzers.Models;
using Hopguard.Plans.Findings;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers;

/// <summary>Makes typed plans of the YAML, and their tasks where the compilation has Frosting. What is wrong with a plan is the analyzer's to say.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PlanGenerator : IIncrementalGenerator
{
    private const string Frosting = "Cake.Frosting";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(PlanFiles.IsPlan)
            .WithTrackingName(TrackingNames.PlanFiles)
            .Select((file, cancellation) => ModelReader.Read(PlanFiles.Read(file, cancellation)))
            .WithTrackingName(TrackingNames.Files);
        var plans = Single(files, file => file.Plan).WithTrackingName(TrackingNames.Plans);
        var applications = Single(files, file => file.Application).WithTrackingName(TrackingNames.Applications);
        var hashes = Single(files, file => file.Hash).WithTrackingName(TrackingNames.Hashes);
        var twins = Twins(plans.Select((plan, _) => plan.ClassName));
        var hasFrosting = context.CompilationProvider
            .Select((compilation, _) => compilation.ReferencedAssemblyNames.Any(assembly => assembly.Name == Frosting))
            .WithTrackingName(TrackingNames.HasFrosting);

        context.RegisterSourceOutput(Single(files, file => file.Unreadable), (output, file) => output.ReportDiagnostic(NoCode(file)));
        context.RegisterSourceOutput(
            Without(Twins(applications.Select((application, _) => application.ClassName)), applications, application => application.ClassName),
            (output, application) => output.AddSource($"{application.Name}.application.g.cs", PlanEmitter.Application(application)));
        context.RegisterSourceOutput(
            Without(twins, plans, plan => plan.ClassName), (output, plan) => output.AddSource($"{plan.Id}.plan.g.cs", PlanEmitter.Plan(plan)));
        context.RegisterSourceOutput(
            Without(twins, hashes, plan => plan.ClassName), (output, plan) => output.AddSource($"{plan.ClassName}.hash.g.cs", PlanEmitter.Hash(plan)));
        context.RegisterSourceOutput(
            Without(twins, plans, plan => plan.ClassName).Combine(hasFrosting).Where(pair => pair.Right),
            (output, pair) => output.AddSource($"{pair.Left.Id}.tasks.g.cs", TaskEmitter.Tasks(pair.Left)));
    }

    private static IncrementalValuesProvider<T> Single<T>(IncrementalValuesProvider<FileModel> files, Func<FileModel, T?> select)
        where T : class =>
        files.Select((file, _) => select(file)).Where(model => model is not null).Select((model, _) => model!);

    /// <summary>Names that more than one file gives: none of them gets code, since one name can only mean one plan; the analyzer reports them.</summary>
    private static IncrementalValueProvider<EquatableArray<string>> Twins(IncrementalValuesProvider<string> names) => names.Collect().Select((all, _) =>
        new EquatableArray<string>([.. all.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).SelectMany(group => group)]));

    private static IncrementalValuesProvider<T> Without<T>(
        IncrementalValueProvider<EquatableArray<string>> twins, IncrementalValuesProvider<T> models, Func<T, string> name) =>
        models.Combine(twins).Where(pair => !pair.Right.Items.Contains(name(pair.Left))).Select((pair, _) => pair.Left);

    private static Diagnostic NoCode(UnreadableFile file) => Diagnostic.Create(
        Descriptors.Of(SyntaxRules.NoCodeForUnreadablePlan),
        FindingLocation.Of(file.Reason.Place),
        $"No code was made for this file, since it cannot be read: {file.Reason.Message}");
}
