using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <inheritdoc cref="DataSafetyRules.ProjectChanges" />
public sealed class ProjectChanges : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => DataSafetyRules.ProjectChanges;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => ByFolder(trace).Concat(ByName(trace));

    private IEnumerable<Finding> ByFolder(Trace trace)
    {
        Transition? switched = null;
        foreach (var transition in trace.Transitions)
        {
            if (transition.Effect is SwitchesSource { ProjectByFolder: true })
                switched = transition;

            if (switched is null || transition.Effect is not StartsServices { Project: null })
                continue;

            yield return At(
                switched.Step.PlaceOf("project-by-folder"),
                new(
                    $"Step '{switched.Step.Id}' lets the folder's name decide the compose project, and '{transition.Step.Id}' starts in whatever that is, on new and empty volumes; leave 'project-by-folder' out",
                    $"ステップ '{switched.Step.Id}' ではフォルダー名が compose プロジェクトを決め、'{transition.Step.Id}' はそのプロジェクトの新しい空のボリュームで起動します。'project-by-folder' を削除してください"),
                new RelatedPlace(transition.Step.Place, new("services start here", "サービスはここで起動されます")));
            switched = null;
        }
    }

    private IEnumerable<Finding> ByName(Trace trace)
    {
        Name? first = null;
        foreach (var project in trace.Transitions.Select(ProjectOf).Where(project => project is not null).Select(project => project!))
        {
            first ??= project;
            if (project.Text == first.Text)
                continue;

            yield return At(
                project.Place,
                new(
                    $"Compose project '{project}' is not '{first}', which an earlier step names, and has volumes of its own; name the same project everywhere",
                    $"compose プロジェクト '{project}' は先のステップの '{first}' と異なり、別のボリュームを持ちます。すべてのステップで同じプロジェクトを指定してください"),
                new RelatedPlace(first.Place, new("the other project is named here", "もう一方のプロジェクトはここで指定されています")));
        }
    }

    private static Name? ProjectOf(Transition transition) => transition.Effect switch
    {
        TakesDown down => down.Project,
        StartsServices starts => starts.Project,
        _ => null,
    };
}
