using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP207: a command of a release runs before its migrations have finished, or in a service that does not run.</summary>
public sealed class PostUpgradeTooEarly : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP207",
        new("A command of a release runs before its migrations have finished, or in a service that does not run", "リリースの求めるコマンドが、マイグレーションの完了前に、または動いていないサービスで実行される"),
        new(
            "It works on the new version's tables and code; before they are there it fails, or works on half of the data.",
            "このコマンドは新バージョンのテーブルとコードを前提とします。揃う前に実行すると失敗するか、一部のデータだけを処理します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var wanted = PostUpgradeCommands.Of(trace).Select(pair => pair.Command).GroupBy(command => command.ToString(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (var at in trace.Of<RunsCommand>())
        {
            if (at.Effect is RunsCommand runs && wanted.TryGetValue(string.Join(" ", runs.Command.Select(word => word.Text)), out var command) && Judge(runs, command, at) is { } finding)
                yield return finding;
        }
    }

    private Finding? Judge(RunsCommand runs, PostUpgradeCommand command, Transition at)
    {
        var asked = new RelatedPlace(command.Place, new("the release asks for it here", "リリースによる要求"));
        if (at.Before.Switched is null || at.Before.Migrated is null)
        {
            return At(at.Step.Place, new(
                $"Command '{command}' runs before the migrations of the new version have finished; move it behind 'await-migrations'",
                $"コマンド '{command}' が新バージョンのマイグレーションの完了前に実行されます。'await-migrations' の後へ移してください"), asked);
        }

        if (runs.Service.Text != command.Service)
        {
            return At(runs.Service.Place, new(
                $"Command '{command}' runs in service '{runs.Service}' where the release wants it in '{command.Service}'; name that one",
                $"コマンド '{command}' はサービス '{command.Service}' で実行すべきですが、'{runs.Service}' で実行されます。'{command.Service}' を指定してください"), asked);
        }

        return at.Before.Running.ContainsKey(runs.Service.Text) ? null : At(runs.Service.Place, new(
            $"Command '{command}' runs in service '{runs.Service}', which does not run at this point; start it first",
            $"コマンド '{command}' を実行するサービス '{runs.Service}' は、この時点で動いていません。先に起動してください"), asked);
    }
}
