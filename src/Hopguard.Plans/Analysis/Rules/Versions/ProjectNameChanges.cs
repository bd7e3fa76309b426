using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP212: the compose files of the two versions name different projects.</summary>
public sealed class ProjectNameChanges : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP212",
        new("The compose files of the two versions name different projects", "二つのバージョンの Compose ファイルでプロジェクト名が異なる"),
        new(
            "Volumes are called after the project: whoever starts the new version without naming the old project gets new, empty ones and a healthy, empty application.",
            "ボリューム名はプロジェクト名から決まります。旧プロジェクトを指定せずに新バージョンを起動すると、空のボリュームが新たに作られ、正常に見える空のアプリケーションになります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var (before, after) = (NameIn(trace.Compose.From, trace.Compose.Source, trace), NameIn(trace.Compose.To, trace.Compose.Target, trace));
        if (!before.IsKnown || !after.IsKnown || before.Name?.Text == after.Name?.Text)
            yield break;

        RelatedPlace[] related = [.. new[] { before.Name, after.Name }.Where(name => name is not null).Select(name => new RelatedPlace(name!.Place, new("a file names the project here", "プロジェクト名の指定")))];
        yield return At(
            trace.Plan.ToPlace,
            new(
                $"The project is {English(before.Name)} in '{trace.Plan.From}' and {English(after.Name)} in '{trace.Plan.To}'; keep the old name with '--project', in this run and in every later command",
                $"プロジェクト名は '{trace.Plan.From}' では{Japanese(before.Name)}、'{trace.Plan.To}' では{Japanese(after.Name)}です。今回の実行でも以後のコマンドでも '--project' で旧名を維持してください"),
            related);
    }

    // What the compose files say counts; where they are not at hand, what the application's file says, once it says that of any release.
    private static (bool IsKnown, Name? Name) NameIn(Release? release, ComposeProject? files, Trace trace) =>
        (files is not null || (release is not null && trace.Facts.Application.Releases.Any(other => other.Project is not null)), files is null ? release?.Project : files.Name);

    private static string English(Name? project) => project is null ? "called after its folder" : $"'{project}'";

    private static string Japanese(Name? project) => project is null ? "フォルダー名" : $" '{project}'";
}
