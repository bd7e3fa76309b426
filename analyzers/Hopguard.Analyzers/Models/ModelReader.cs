using Hopguard.Analyzers.Emitting;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Analyzers.Models;

/// <summary>Turns a file's text into what is emitted of it.</summary>
internal static class ModelReader
{
    public static FileModel Read(PlanFile file) => file.IsApplication ? ReadApplication(file) : ReadPlan(file);

    private static FileModel ReadApplication(PlanFile file)
    {
        var result = ApplicationReader.Read(file.Path, file.Text);
        return result.Value is { } application
            ? new FileModel(null, null, Of(application), null)
            : new FileModel(null, null, null, new UnreadableFile(result.Findings[0]));
    }

    private static FileModel ReadPlan(PlanFile file)
    {
        var result = PlanReader.Read(file.Path, file.Text, PlanHash.Of(file.Text));
        // A file below 'compose' is a fact of the application and no plan; whether it really is one takes the other files to know, so that is the analyzer's to say.
        if (result.Value is null && PlanFiles.MayBeCompose(file))
            return new FileModel(null, null, null, null);

        return result.Value is { } plan
            ? new FileModel(Of(plan), new PlanHashModel(Identifier.Of(plan.Id), plan.Hash), null, null)
            : new FileModel(null, null, null, new UnreadableFile(result.Findings[0]));
    }

    private static ApplicationModel Of(Application application) => new(
        application.Name,
        Identifier.Of(application.Name),
        Sorted(application.Services.Keys),
        Sorted(application.Stores.Keys),
        new([.. application.Releases.Select(release => release.Version.ToString())]));

    private static PlanModel Of(Plan plan) => new(plan.Id, Identifier.Of(plan.Id), plan.Summary, new([.. plan.Steps.Select(Of)]));

    private static StepModel Of(Step step)
    {
        var arguments = string.Join(", ", step.Arguments.Select(argument => $"{argument.Key}: {argument.Text}"));
        var summary = StepKind.Of(step).Summary;
        return new StepModel(step.Id, arguments.Length == 0 ? summary : $"{summary} ({arguments})");
    }

    private static EquatableArray<string> Sorted(IEnumerable<string> names) => new([.. names.OrderBy(name => name, StringComparer.Ordinal)]);
}
