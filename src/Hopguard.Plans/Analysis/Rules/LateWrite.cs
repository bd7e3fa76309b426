using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules;

/// <summary>The remedy against a write that a copy does not have: whoever wrote is stopped, or where it was a command, comes before the copy.</summary>
internal static class LateWrite
{
    public static Message Remedy(StoreState store) => store.IsLastWriterACommand
        ? new($"take the copy after '{store.LastWriter}'", $"コピーを '{store.LastWriter}' の後に取ってください")
        : new("stop it and take the copy again", "停止してコピーを取り直してください");

    /// <summary>The same where one of two copies that belong together has the write.</summary>
    public static Message RemedyForSet(StoreState store) => store.IsLastWriterACommand
        ? new($"take both after '{store.LastWriter}'", $"両方を '{store.LastWriter}' の後に取ってください")
        : new("stop it once, and take both before it starts again", "一度停止し、再開の前に両方を取ってください");
}
