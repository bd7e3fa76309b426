using System.Collections.Immutable;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>Commands joined by pipes; most are one command long.</summary>
/// <param name="Commands">The commands, in order.</param>
/// <param name="Follow">The operator behind it: <c>;</c>, <c>&amp;&amp;</c>, <c>||</c>, <c>&amp;</c>; empty at the end.</param>
public sealed record ShellPipeline(ImmutableArray<ShellCommand> Commands, string Follow)
{
    /// <summary>The command whose status counts.</summary>
    public ShellCommand Last => Commands[Commands.Length - 1];

    /// <summary>A text that was not read, as the one word of a command.</summary>
    internal static ShellPipeline Unread(ShellWord text) => new([new ShellCommand([], [], [text], [])], string.Empty);

    /// <summary>Whether what comes next depends on its status.</summary>
    public bool IsCondition => Follow is "&&" or "||" || Commands[0].Leads.Any(lead => lead is "if" or "elif" or "while" or "until");
}
