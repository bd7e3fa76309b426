using System.Collections.Immutable;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>One command of a line of shell.</summary>
/// <param name="Leads">Words of the shell's grammar before it: <c>until</c>, <c>do</c>, <c>!</c>.</param>
/// <param name="Assignments">Variables set for it: <c>PGPASSWORD=…</c>.</param>
/// <param name="Words">Program and arguments; what only changes how the program is started (<c>sudo</c>, <c>nohup</c>) is left out.</param>
/// <param name="Redirections">Its redirections.</param>
public sealed record ShellCommand(
    ImmutableArray<string> Leads, ImmutableArray<ShellWord> Assignments, ImmutableArray<ShellWord> Words, ImmutableArray<ShellRedirection> Redirections)
{
    /// <summary>The program's name without its path; empty where there is only an assignment or a redirection.</summary>
    public string Program => Words.IsEmpty ? string.Empty : Words[0].Program;

    /// <summary>Everything behind the program.</summary>
    public IEnumerable<ShellWord> Arguments => Words.Skip(1);

    /// <summary>Whether it is this program with these words among its arguments, in this order: <c>docker … compose … up</c>.</summary>
    public bool Is(string program, params string[] subcommands) => Behind(program, subcommands) >= 0;

    /// <summary>The options between the last of the subcommands and the first operand, which belongs to another program already.</summary>
    /// <param name="program">The program.</param>
    /// <param name="subcommands">Its subcommands.</param>
    /// <param name="withValue">Options whose value is a word of its own.</param>
    public IEnumerable<ShellWord> OptionsOf(string program, string[] subcommands, string[] withValue)
    {
        for (var i = Behind(program, subcommands); i >= 0 && i < Words.Length && Words[i].IsOption; i++)
        {
            yield return Words[i];
            if (withValue.Contains(Words[i].Text, StringComparer.Ordinal))
                i++;
        }
    }

    /// <summary>The first argument that is one of these options.</summary>
    public ShellWord? Option(params string[] names) => Arguments.FirstOrDefault(word => names.Any(word.IsOptionOf));

    /// <summary>A word that is this program, wherever it stands: <c>docker exec db pg_dumpall</c>. Programs that only print or search words run none.</summary>
    public ShellWord? Runs(params string[] programs) => Program is "echo" or "printf" or "grep" or "which" or "man"
        ? null
        : Words.FirstOrDefault(word => programs.Contains(word.Program, StringComparer.Ordinal));

    private int Behind(string program, string[] subcommands)
    {
        if (Words.IsEmpty)
            return -1;

        var wanted = subcommands.ToList();
        // The old spelling of compose is one word.
        if (program == "docker" && Program == "docker-compose")
        {
            if (!wanted.Remove("compose") && wanted.Count > 0 && wanted[0] is not ("exec" or "run"))
                return -1;
        }
        else if (Program != program)
        {
            return -1;
        }

        var at = 1;
        foreach (var subcommand in wanted)
        {
            while (at < Words.Length && Words[at].Text != subcommand)
                at++;

            if (at == Words.Length)
                return -1;

            at++;
        }

        return at;
    }
}
