using System.Collections.Immutable;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Reading;

/// <summary>The folder of one application, read.</summary>
/// <param name="Application">The application; null when its file is missing or cannot be read.</param>
/// <param name="Plans">Its plans that could be read, by path; none without an application.</param>
/// <param name="Findings">What is wrong with the files as such.</param>
internal sealed record PlanFolder(Application? Application, ImmutableArray<Plan> Plans, ImmutableArray<Finding> Findings)
{
    /// <summary>Reads the files of a folder.</summary>
    /// <param name="files">The application's file and its plans.</param>
    /// <param name="compose">The compose files of the application's releases.</param>
    /// <param name="severities">What findings weigh.</param>
    public static PlanFolder Read(IEnumerable<PlanFile> files, IEnumerable<PlanFile> compose, SeveritySettings severities)
    {
        var sorted = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var findings = ImmutableArray.CreateBuilder<Finding>();
        findings.AddRange(sorted.Select(file => file.Skipped).OfType<Finding>());
        var own = sorted.Find(file => file.IsApplication);
        var application = own is not { Skipped: null } ? null : Keep(ApplicationReader.Read(own.Path, own.Text), findings);
        if (application is not null)
            application = ComposeFiles.Attach(application, compose) with { Severities = severities.For(application.Path) };

        var plans = ImmutableArray.CreateBuilder<Plan>();
        foreach (var file in sorted.Where(file => file is { IsApplication: false, Skipped: null }))
        {
            if (Keep(PlanReader.Read(file.Path, file.Text, PlanHash.Of(file.Text), application?.Versions), findings) is not { } plan)
                continue;

            if (own is null)
                findings.Add(Orphan(plan, new(
                    $"Plan '{plan.Id}' has no '{ApplicationReader.FileName}' beside it; add one",
                    $"プラン '{plan.Id}' と同じフォルダーに '{ApplicationReader.FileName}' がありません。追加してください")));
            else if (application is not null && application.Name != plan.Application)
                findings.Add(Orphan(plan, new(
                    $"Plan '{plan.Id}' stands beside the application '{application.Name}'; move it, or correct its 'application'",
                    $"プラン '{plan.Id}' はアプリケーション '{application.Name}' のフォルダーにあります。移動するか、'application' を直してください")));
            else if (application is not null)
                plans.Add(plan);
        }

        return new PlanFolder(application, plans.ToImmutable(), findings.ToImmutable());
    }

    private static T? Keep<T>(ReadResult<T> result, ImmutableArray<Finding>.Builder findings)
        where T : class
    {
        findings.AddRange(result.Findings);
        return result.Value;
    }

    private static Finding Orphan(Plan plan, Message message) => new(SyntaxRules.ApplicationMissing, plan.Application.Place, message, []);
}
