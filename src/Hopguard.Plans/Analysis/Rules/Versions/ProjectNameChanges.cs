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
        if (trace.Compose is not { Source: { } source, Target: { } target } || source.Name?.Text == target.Name?.Text)
            yield break;

        RelatedPlace[] related = [.. new[] { source.Name, target.Name }.Where(name => name is not null).Select(name => new RelatedPlace(name!.Place, new("a file names the project here", "プロジェクト名の指定")))];
        yield return At(
            trace.Plan.ToPlace,
            new(
                $"The project is {English(source)} in '{trace.Plan.From}' and {English(target)} in '{trace.Plan.To}'; keep the old name with '--project', in this run and in every later command",
                $"プロジェクト名は '{trace.Plan.From}' では{Japanese(source)}、'{trace.Plan.To}' では{Japanese(target)}です。今回の実行でも以後のコマンドでも '--project' で旧名を維持してください"),
            related);
    }

    private static string English(ComposeProject project) => project.Name is { } name ? $"'{name}'" : "called after its folder";

    private static string Japanese(ComposeProject project) => project.Name is { } name ? $" '{name}'" : "フォルダー名";
}
