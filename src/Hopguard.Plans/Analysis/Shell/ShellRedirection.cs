namespace Hopguard.Plans.Analysis.Shell;

/// <summary>A redirection of a command.</summary>
/// <param name="Operator">The operator without the number of the file before it: <c>&gt;</c>, <c>&gt;&gt;</c>, <c>&lt;</c>.</param>
/// <param name="Target">The file.</param>
public sealed record ShellRedirection(string Operator, ShellWord Target)
{
    /// <summary>Whether the file is made anew by it, or appended to.</summary>
    public bool Writes => Operator.IndexOf('>') >= 0 && Operator is not (">&" or "<>");

    /// <summary>Whether it is the output that goes there, and not the complaints.</summary>
    public bool IsOfOutput { get; init; } = true;

    /// <summary>Whether the command reads from it.</summary>
    public bool Reads => Operator[0] == '<';
}
