using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP024: services start in another compose project, on another engine or on another folder than before.</summary>
public sealed class ProjectChanges : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP024",
        new("Services start in another compose project, on another engine or on another folder than before", "サービスが以前と異なる compose プロジェクト、エンジンまたはフォルダーで起動する"),
        new(
            "Volumes are called after the project and lie on the engine: the application comes up healthy and empty, and the old containers are not seen any more.",
            "ボリュームの名前はプロジェクトで決まり、実体はエンジンにあります。アプリケーションは正常に、しかし空で起動し、古いコンテナーは見えなくなります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var named = NamedProject.Of(trace).ToList();
        // What is taken down by name is what runs; else the old files may name it.
        var running = named.Count > 0 && named[0].IsDown ? named[0].Name : trace.Compose.Source?.Name;
        var others = named.Where(project => project.Name.Text != running?.Text && (running is not null || !project.IsDown));
        return ByFolder(trace).Concat(others.Select(project => ByName(project.Name, running))).Concat(BySetting(trace, running));
    }

    /// <summary>Whether a variable that a plan exports is judged here where services start with it.</summary>
    internal static bool Judges(Transition exported, Trace trace) => exported.Effect is SetsVariable sets && Decisions.Of(sets.Variable, trace.Compose) switch
    {
        Decision.None => false,
        Decision.Data => true,
        _ => exported.Before.Met is not null,
    };

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
                StartedHere(transition));
            switched = null;
        }
    }

    private Finding ByName(Name project, Name? running) => running is null
        ? At(project.Place, new(
            $"Nothing says that compose project '{project}' is the one that runs, and another one has volumes of its own; leave 'project' out, or name it in 'compose-down' too",
            $"compose プロジェクト '{project}' が稼働中のものであることを示す記述がなく、別のプロジェクトであればボリュームも別です。'project' を削除するか、'compose-down' でも指定してください"))
        : At(
            project.Place,
            new(
                $"Compose project '{project}' is not '{running}', the one that runs, and has volumes of its own; name the same project everywhere",
                $"compose プロジェクト '{project}' は稼働中の '{running}' と異なり、別のボリュームを持ちます。すべてのステップで同じプロジェクトを指定してください"),
            new RelatedPlace(running.Place, new("the other project is named here", "もう一方のプロジェクトはここで指定されています")));

    private IEnumerable<Finding> BySetting(Trace trace, Name? running)
    {
        var reported = new HashSet<Setting>();
        foreach (var start in trace.Of<StartsServices>().Where(start => !start.Before.Settings.IsEmpty))
        {
            foreach (var setting in start.Before.Settings.Values.OrderBy(setting => setting.Variable.Place.Start))
            {
                var decision = Decisions.Of(setting.Variable, trace.Compose);
                if (Moves(setting, decision, (StartsServices)start.Effect, running) && reported.Add(setting))
                    yield return At(setting.Variable.Place, Text(setting, decision, start), StartedHere(start));
            }
        }
    }

    private static bool Moves(Setting setting, Decision decision, StartsServices start, Name? running) => decision switch
    {
        Decision.None => false,
        Decision.Project => !setting.IsFromTheStart && start.Project is null && (setting.Value is null || setting.Value != running?.Text),
        Decision.Files => !setting.IsFromTheStart && start.Files.IsEmpty,
        Decision.Engine => !setting.IsFromTheStart,
        // Containers that run have the value of the day on which they were made.
        _ => true,
    };

    private static Message Text(Setting setting, Decision decision, Transition start) => decision switch
    {
        Decision.Project => new(
            $"Variable '{setting.Variable}' changes before '{start.Step.Id}', which then starts another compose project on new and empty volumes; leave the project's name as it is",
            $"変数 '{setting.Variable}' が変わるため、'{start.Step.Id}' は別の compose プロジェクトを新しい空のボリュームで起動します。プロジェクト名は変えないでください"),
        Decision.Engine => new(
            $"Variable '{setting.Variable}' changes before '{start.Step.Id}', which then starts on another engine that does not have the data; leave it as it is",
            $"変数 '{setting.Variable}' が変わるため、'{start.Step.Id}' はデータのない別のエンジンで起動します。変えないでください"),
        Decision.Files => new(
            $"Variable '{setting.Variable}' changes before '{start.Step.Id}', which then starts with other compose files and may find other volumes; leave it as it is, and name files in the plan",
            $"変数 '{setting.Variable}' が変わるため、'{start.Step.Id}' は別の compose ファイルで起動し、ボリュームも変わるおそれがあります。変えずに、ファイルはプランで指定してください"),
        Decision.Data => new(
            $"Variable '{setting.Variable}' decides where services keep their data and changes before '{start.Step.Id}', which then starts beside the data; leave it as it is, and move data by steps that copy and verify it",
            $"変数 '{setting.Variable}' はサービスのデータの場所を決めるため、これが変わると '{start.Step.Id}' は元のデータのない場所で起動します。変えずに、データの移動はコピーと検証のステップで行ってください"),
        _ => new(
            $"File '{setting.Variable}' is replaced before '{start.Step.Id}', and with it every name, folder and password that the deployment has; keep the operator's own file",
            $"'{start.Step.Id}' の前にファイル '{setting.Variable}' が置き換えられ、デプロイメントの名前、フォルダー、パスワードがすべて変わります。運用者のファイルを維持してください"),
    };

    private static RelatedPlace StartedHere(Transition start) => new(start.Step.Place, new("services start here", "サービスはここで起動されます"));
}
