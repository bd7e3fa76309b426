using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Versions;

/// <inheritdoc cref="VersionRules.PostUpgradeMissing" />
public sealed class PostUpgradeMissing : PlanRule
{
    /// <inheritdoc />
    public override Rule Rule => VersionRules.PostUpgradeMissing;

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
