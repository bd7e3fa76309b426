using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP303: a pipe hides the failure of the command that matters.</summary>
public sealed class PipeHidesFailure : ShellRule
{
    // What only passes on or packs what it is given ends well whatever it was given.
    private static readonly string[] Swallowing = ["gzip", "pigz", "bzip2", "xz", "zstd", "lz4", "tee", "cat", "gpg", "openssl", "split", "pv", "dd"];
    private static readonly string[] Loading = ["psql", "mysql", "redis-cli"];
    private static readonly string[] Harmless = ["echo", "printf", "yes", "date", "true", "pwd"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP303",
        new("A pipe hides the failure of the command that matters", "パイプが重要なコマンドの失敗を隠す"),
        new(
            "The status of a pipe is that of its last command: a dump that fails leaves an empty archive and a success.",
            "パイプの終了ステータスは最後のコマンドのものです。ダンプが失敗しても、空のアーカイブと「成功」が残ります。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace)
    {
        if (line.Commands.Any(command => command.Words.Any(word => word.Text == "pipefail")))
            yield break;

        foreach (var pipeline in line.Pipelines.Where(pipeline => pipeline.Commands.Length > 1))
        {
            var first = pipeline.Commands[0];
            if (first.Words.IsEmpty || Harmless.Contains(first.Program, StringComparer.Ordinal))
                continue;

            if ((Swallowing.Contains(pipeline.Last.Program, StringComparer.Ordinal) ? pipeline.Last.Words[0] : pipeline.Last.Runs(Loading)) is { } last)
            {
                yield return At(
                    last.Place,
                    new(
                        $"The pipe into '{last.Program}' hides a failure of '{first.Program}'; begin the line with 'set -o pipefail', or use the step made for it",
                        $"'{last.Program}' へのパイプが '{first.Program}' の失敗を隠します。行の先頭に 'set -o pipefail' を書くか、専用のステップを使ってください"));
            }
        }
    }
}
