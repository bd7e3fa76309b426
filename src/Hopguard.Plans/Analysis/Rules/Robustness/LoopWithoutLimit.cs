using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP310: a loop waits for a state without a limit.</summary>
public sealed class LoopWithoutLimit : ShellRule
{
    private static readonly string[] Counting = ["$((", "++", "+=", "-=", "SECONDS"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP310",
        new("A loop waits for a state without a limit", "状態を待つループに上限がない"),
        new(
            "When the state never comes, as after a crash or with a missing image, the job waits until it is killed.",
            "クラッシュやイメージの不足などでその状態にならないと、ジョブは強制終了されるまで待ち続けます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace)
    {
        var commands = line.Commands.ToList();
        var loop = commands.Find(command => command.Leads.Any(lead => lead is "until" or "while"));
        // Counting, a limit in seconds or a way out make an end of it; without a pause it is no wait.
        if (loop is null || loop.Program == "read" || !commands.Exists(command => command.Program == "sleep") || commands.Exists(HasEnd))
            yield break;

        yield return At(
            loop.Words.IsEmpty ? line.At.Step.Place : loop.Words[0].Place,
            new(
                $"The loop waits for '{loop.Program}' without a limit; put 'timeout' with a limit before it, or use the step that waits for the state",
                $"'{loop.Program}' を待つループに上限がありません。上限付きの 'timeout' を使うか、状態を待つステップを使ってください"));
    }

    private static bool HasEnd(ShellCommand command) =>
        command.Runs("timeout") is not null || command.Program is "break" or "exit" or "return" or "let" or "expr"
        || command.Assignments.Concat(command.Words).Any(word => Counting.Any(form => word.Text.IndexOf(form, StringComparison.Ordinal) >= 0));
}
