using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <inheritdoc cref="RobustnessRules.BackupOnRunner" />
public sealed class BackupOnRunner : ShellRule
{
    /// <inheritdoc />
    public override Rule Rule => RobustnessRules.BackupOnRunner;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => BackupFile.Of(line)
        .Where(file => BackupFile.IsOnRunner(file.Text))
        .Select(file => At(
            file.Place,
            new(
                $"Backup {Quote.Of(file.Text)} is gone with the job; keep it on the deployment's host, as 'dump-database' and 'back-up-volumes' do",
                $"バックアップ {Quote.Of(file.Text)} はジョブとともに消えます。'dump-database' や 'back-up-volumes' のように、稼働環境のホストに置いてください")));
}
