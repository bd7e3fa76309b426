using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <summary>HOP206: a release on the way wants a command to be run once, and the plan does not run it.</summary>
public sealed class PostUpgradeMissing : PlanRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP206",
        new("A release on the way wants a command to be run once, and the plan does not run it", "途中のリリースが一度だけの実行を求めるコマンドを、プランが実行していない"),
        new(
            "Nothing fails at once: leftovers of the old version stay, or data stays in a place that the new version no longer reads.",
            "すぐに失敗するわけではありませんが、旧バージョンの残骸が残るか、新バージョンが参照しない場所にデータが取り残されます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(Trace trace)
    {
        var run = new HashSet<string>(trace.Of<RunsCommand>().Select(at => (RunsCommand)at.Effect).Select(Text), StringComparer.Ordinal);
        foreach (var (release, command) in PostUpgradeCommands.Of(trace).Where(wanted => !run.Contains(wanted.Command.ToString())))
        {
            yield return At(
                trace.Plan.ToPlace,
                new(
                    $"Release '{release.Version}' wants '{command}' to be run once in service '{command.Service}', and no step does; add a 'run-command' that says what it does behind 'await-migrations'",
                    $"リリース '{release.Version}' はサービス '{command.Service}' で '{command}' を一度実行することを求めていますが、実行するステップがありません。'await-migrations' の後に、働き ('does') を書いた 'run-command' を追加してください"),
                new RelatedPlace(command.Place, new("the release asks for it here", "リリースによる要求")));
        }
    }

    private static string Text(RunsCommand effect) => string.Join(" ", effect.Command.Select(word => word.Text));
}
