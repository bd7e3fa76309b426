using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP309: success is judged by a printed text.</summary>
public sealed class JudgedByText : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP309",
        new("Success is judged by a printed text", "出力された文字列で成功を判断する"),
        new(
            "Tools print that they succeeded after a failure, and change their wording; a log still holds the line of the last time.",
            "ツールは失敗の後でも成功と表示することがあり、文言も変わります。ログには前回の行が残っています。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Pipelines
        .Where(pipeline => pipeline.Last.Program is "grep" or "egrep" && (pipeline.Commands.Length > 1 ? Talks(pipeline.Commands[0]) : ReadsLog(pipeline.Last)))
        // Where nothing depends on it, it is only a shorter log.
        .Where(pipeline => pipeline.IsCondition || pipeline.Last.Option("-q", "--quiet") is not null)
        .Select(pipeline => At(
            pipeline.Last.Words[0].Place,
            new(
                $"What '{pipeline.Commands[0].Program}' prints decides what comes next; read the state back with 'await-migrations', 'verify-version' or 'verify-store'",
                $"'{pipeline.Commands[0].Program}' の出力で次の処理が決まります。'await-migrations'・'verify-version'・'verify-store' で状態を読み戻してください")));

    private static bool ReadsLog(ShellCommand grep) => grep.Arguments.Any(word => word.Text.EndsWith(".log", StringComparison.Ordinal));

    // Logs, and tools that report on themselves.
    private static bool Talks(ShellCommand command) =>
        command.Is("docker", "logs") || command.Is("docker", "compose", "logs") || command.Is("kubectl", "logs") || command.Is("kubectl", "get")
        || command.Program is "helm" or "ansible-playbook" || command.Program.EndsWith(".sh", StringComparison.Ordinal);
}
