using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>HOP021: a volume is deleted or filled by a name that is written into the plan.</summary>
public sealed class VolumeNamedLiterally : PlanRule
{
    private static readonly string[] Options = ["-v", "--volume", "--mount"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP021",
        new("A volume is deleted or filled by a name that is written into the plan", "プランに書かれた名前でボリュームが削除または更新される"),
        new(
            "The name begins with the compose project, which differs between hosts: elsewhere the command hits another volume, or a new and empty one while the old files stay as they are.",
            "名前の先頭は compose プロジェクト名で、ホストごとに異なります。別のホストでは違うボリュームか新しい空のボリュームが対象になり、元のファイルはそのまま残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace) => Deleted(trace).Concat(trace.ShellLines.Where(line => line.IsShell).SelectMany(line => Filled(line, trace)));

    private IEnumerable<Finding> Deleted(Trace trace) =>
        from step in trace.Plan.Steps.OfType<RemoveVolume>()
        where step.Volume is not null
        let volume = step.Volume!
        let store = trace.Facts.Application.Stores[step.Store]
        select At(
            volume.Place,
            new(
                $"Volume '{volume}' is deleted by a name that is right in one compose project only; leave 'volume' out, so that it is looked up from the running container",
                $"ボリューム '{volume}' が、特定の compose プロジェクトでしか正しくない名前で削除されます。'volume' を書かず、実行中のコンテナーから調べさせてください"),
            Declared(store));

    private IEnumerable<Finding> Filled(ShellLine line, Trace trace) =>
        from command in line.Commands
        where command.Is("docker", "run") && !command.Is("docker", "compose")
        from volume in VolumesOf(command)
        let store = trace.Facts.Stores.FirstOrDefault(store => IsCalledLike(volume.Name, store, trace.Compose.Source))
        where store is not null
        select At(
            volume.Word.Place,
            new(
                $"Volume '{volume.Name}' of store '{store.Name}' is mounted by a name that is right in one compose project only: elsewhere the engine makes a new, empty one and the data stays as it is; run the program with 'run-command', or bring the data over by 'dump-database' and 'restore-database'",
                $"ストア '{store.Name}' のボリューム '{volume.Name}' が、特定の compose プロジェクトでしか正しくない名前でマウントされます。別のプロジェクトでは新しい空のボリュームが作られ、データは元のままです。'run-command' で実行するか、'dump-database' と 'restore-database' でデータを移してください"),
            Declared(store));

    private static IEnumerable<(string Name, ShellWord Word)> VolumesOf(ShellCommand command)
    {
        for (var i = 1; i < command.Words.Length; i++)
        {
            var word = command.Words[i];
            if (i + 1 < command.Words.Length && Options.Contains(word.Text, StringComparer.Ordinal))
                yield return (Source(command.Words[i + 1].Text), command.Words[i + 1]);
            else if (word.IsOptionOf("--volume") || word.IsOptionOf("--mount"))
                yield return (Source(word.Text.Substring(word.Text.IndexOf('=') + 1)), word);
        }
    }

    // 'app_db:/data' or 'type=volume,source=app_db,target=/data'.
    private static string Source(string mount) =>
        mount.Split(',').Select(part => part.Split('=')).FirstOrDefault(pair => pair.Length == 2 && pair[0] is "source" or "src")?[1] ?? mount.Split(':')[0];

    private static bool IsCalledLike(string name, Store store, ComposeProject? compose)
    {
        if (store.Volume is not { } volume || name.IndexOf('/') >= 0 || (compose is not null && compose.Volumes.TryGetValue(volume, out var declared) && declared.FixedName?.Text == name))
            return false;

        return name == volume || name.EndsWith("_" + volume, StringComparison.Ordinal) || name.EndsWith("-" + volume, StringComparison.Ordinal);
    }

    private static RelatedPlace Declared(Store store) => new(store.Place, new($"store '{store.Name}' is declared here", $"ストア '{store.Name}' はここで宣言されています"));
}
