using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.ProjectNameChanges" />
public sealed class ProjectNameChanges : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.ProjectNameChanges;

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
