using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules.Order;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP302: a fixed time is waited instead of a state.</summary>
public sealed class FixedWait : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP302",
        new("A fixed time is waited instead of a state", "状態ではなく固定時間を待つ"),
        new(
            "The time is too short on the day that counts and too long on all others; what was waited for is not looked at.",
            "肝心な日には短すぎ、それ以外の日には長すぎます。待っていた状態そのものは確認されません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        // Inside a loop it is the pause between two looks at the state.
        .Where((command, index) => command.Program == "sleep" && !IsInLoop(line, index))
        .Select(command => At(command.Words[0].Place, Text(line.At.Step)));

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace)
    {
        // A wait in front of an early restore belongs to that finding.
        var judged = new HashSet<string>(EarlyRestore.Of(trace).SelectMany(early => early.Waits).Select(step => step.Id), StringComparer.Ordinal);
        return trace.Of<WaitsFixedTime>()
            .Where(transition => !judged.Contains(transition.Step.Id))
            .Select(transition => At(transition.Step.Place, Text(transition.Step)));
    }

    private static bool IsInLoop(ShellLine line, int index) =>
        line.Commands.Take(index + 1).Any(command => command.Leads.Any(lead => lead is "while" or "until" or "do") || command.Program == "for");

    private static Message Text(Step step) => new(
        $"Step '{step.Id}' waits a fixed time; wait for the state itself, as 'start-services' and 'await-migrations' do",
        $"ステップ '{step.Id}' は固定時間を待ちます。'start-services' や 'await-migrations' のように状態そのものを待ってください");
}
