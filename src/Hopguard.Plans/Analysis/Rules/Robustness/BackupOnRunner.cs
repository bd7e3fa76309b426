using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP314: a backup is kept in a folder that is gone with the CI job.</summary>
public sealed class BackupOnRunner : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP314",
        new("A backup is kept in a folder that is gone with the CI job", "バックアップが CI ジョブとともに消えるフォルダーに置かれる"),
        new(
            "When the job ends or dies, the only copy goes with its runner.",
            "ジョブが終了または異常終了すると、唯一のコピーもランナーとともに消えます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => BackupFile.Of(line)
        .Where(file => BackupFile.IsOnRunner(file.Text))
        .Select(file => At(
            file.Place,
            new(
                $"Backup {Quote.Of(file.Text)} is gone with the job; keep it on the deployment's host, as 'dump-database' and 'back-up-volumes' do",
                $"バックアップ {Quote.Of(file.Text)} はジョブとともに消えます。'dump-database' や 'back-up-volumes' のように、稼働環境のホストに置いてください")));
}
