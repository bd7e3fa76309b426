using Hopguard.Analyzers.Emitting;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Steps;

namespace Hopguard.Analyzers.Models;

/// <summary>Turns a file's text into what is emitted of it.</summary>
internal static class ModelReader
{
    public static FileModel Read(PlanFile file) =>
        file.Name == SeverityFile.FileName ? new FileModel(null, null, null)
        : file.IsApplication ? ReadApplication(file)
        : file.Skipped is { } skipped && !PlanFiles.MayBeCompose(file) ? Unreadable([skipped])
        : ReadPlan(file);

    private static FileModel ReadApplication(PlanFile file)
    {
        var result = ApplicationReader.Read(file.Path, file.Text);
        return result.Value is { } application ? new FileModel(null, Of(application), null) : Unreadable(result.Findings);
    }

    private static FileModel ReadPlan(PlanFile file)
    {
        // Nothing that is emitted holds the hash: it would change with every comment.
        var result = PlanReader.Read(file.Path, file.Text, hash: string.Empty);
        // A file below 'compose' is a fact of the application and no plan; whether it really is one takes the other files to know, so that is the analyzer's to say.
        if (result.Value is null && PlanFiles.MayBeCompose(file))
            return new FileModel(null, null, null);

        return result.Value is { } plan ? new FileModel(Of(plan), null, null) : Unreadable(result.Findings);
    }

    private static FileModel Unreadable(IEnumerable<Finding> findings) =>
        new(null, null, new UnreadableFile(findings.First(finding => finding.Severity == Severity.Error)));

    private static ApplicationModel Of(Application application) => new(
        application.Name,
        application.Title,
        application.Deployment,
        PlanIdentifier.OfApplication(application.Name),
        Sorted(application.Services.Keys),
        Sorted(application.Stores.Keys),
        new([.. application.Releases.Select(release => release.Version.ToString())]));

    private static PlanModel Of(Plan plan)
    {
        var application = PlanIdentifier.OfApplication(plan.Application);
        var name = plan.Name is { } given ? PlanIdentifier.OfProcedure(given, application) : plan.To is { } to ? PlanIdentifier.OfHop(to.ToString()) : PlanIdentifier.OfProcedure(plan.Procedure!, application);
        return new PlanModel(
            plan.Id, plan.Application, application, name, plan.From?.ToString(), plan.To?.ToString(), PlanReach.Of(plan), Target(plan), plan.IsOfBase, plan.Summary,
            plan.Steps.Any(step => step is UseBackup), new StepModelReader().Read(plan.Steps));
    }

    private static string? Target(Plan plan) => plan is { IsOfBase: true, Name: { } name } ? TargetName.OfBase(name, plan.Application) :
        plan.Procedure is { } procedure && TargetName.Of(procedure, plan.Application) is var target && TargetName.OfEvery.All(work => TargetName.Of(work, plan.Application) != target)
            ? target
            : null;

    private static EquatableArray<string> Sorted(IEnumerable<string> names) => new([.. names.OrderBy(name => name, StringComparer.Ordinal)]);
}
