using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>What a line of shell does, as far as it can be told from its words. The line is never run.</summary>
internal static class ShellMeaning
{
    // Variables that say what a command reads, and not which program runs.
    private static readonly Regex Harmless = new(@"\A(LANG|TZ|LC_[A-Z]+|PG[A-Z]+|COMPOSE_[A-Z_]+|DOCKER_HOST|DOCKER_CONTEXT|KUBECONFIG)=", RegexOptions.CultureInvariant);

    // What programs take from the shell is written in capitals; other names are the line's own.
    private static readonly Regex Own = new(@"\A[a-z_][a-z0-9_]*\+?=", RegexOptions.CultureInvariant);

    // Other arguments stay out of messages: one of them may be a password.
    private static readonly Regex Subcommand = new(@"\A[a-z]+\z", RegexOptions.CultureInvariant);

    /// <summary>Whether it deletes volumes without naming them.</summary>
    public static bool DeletesUnnamed(Name line) => DeletesUnused(line) || DeletesProject(line);

    /// <summary>Whether it deletes every volume of the host that nothing uses: by a prune, or by a list that another command makes.</summary>
    public static bool DeletesUnused(Name line) => Commands(line).Any(DeletesUnused);

    /// <summary>Whether it deletes the volumes of a compose project with its containers.</summary>
    public static bool DeletesProject(Name line) => Commands(line).Any(DeletesProject);

    /// <summary>
    /// What in it may do anything, with the words that name it; null where all of it is known to leave everything as it is, or to delete volumes, which has a finding of its own.
    /// </summary>
    public static ShellWord? NotUnderstood(ShellLine line) => line.Commands
        .Where(command => !line.IsShell || !(DeletesUnused(command) || DeletesProject(command)))
        .Select(NotUnderstood)
        .FirstOrDefault(word => word is not null);

    private static ShellWord? NotUnderstood(ShellCommand command)
    {
        var variables = command.Words.IsEmpty ? Own : Harmless;
        if (command.Assignments.FirstOrDefault(word => !variables.IsMatch(word.Text)) is { } variable)
            return variable with { Text = variable.Text.Substring(0, variable.Text.IndexOf('=')) };

        return command.Words.IsEmpty || KnownCommands.Contains(command)
            ? command.Redirections.Where(WritesFile).Select(redirection => redirection.Target with { Text = $"{redirection.Operator} {redirection.Target}" }).FirstOrDefault()
            : command.Words[0] with { Text = string.Join(" ", command.Words.Take(1).Concat(command.Arguments.TakeWhile(word => Subcommand.IsMatch(word.Text)).Take(2))) };
    }

    // A file can be a setting or a part of a store; what only passes by, or lies in /tmp, is none.
    private static bool WritesFile(ShellRedirection redirection)
    {
        var target = redirection.Target;
        var isOther = redirection.Operator == ">&" && (target.Text == "-" || target.Text.All(char.IsDigit));
        return redirection.Operator.IndexOf('>') >= 0 && !isOther && target.Text is not ("/dev/null" or "/dev/stdout" or "/dev/stderr") && !IsTemporary(target);
    }

    private static bool IsTemporary(ShellWord file) =>
        file.Text.StartsWith("/tmp/", StringComparison.Ordinal) && !file.HasExpansion && file.Text.IndexOf("..", StringComparison.Ordinal) < 0;

    private static IEnumerable<ShellCommand> Commands(Name line) => ShellScripts.PipelinesOf(line).SelectMany(pipeline => pipeline.Commands);

    private static bool DeletesUnused(ShellCommand command)
    {
        var words = command.Words.Select(word => word.Text).ToList();
        return Follows(words, "volume", "prune")
            || (Follows(words, "system", "prune") && words.Contains("--volumes"))
            || ((Follows(words, "volume", "rm") || Follows(words, "volume", "remove")) && words.Any(IsMade));
    }

    private static bool DeletesProject(ShellCommand command)
    {
        var words = command.Words.Select(word => word.Text).ToList();
        return words.Any(word => word is "compose" or "docker-compose") && words.Contains("down") && words.Any(word => word is "-v" or "--volumes");
    }

    private static bool Follows(List<string> words, string first, string second)
    {
        var index = words.IndexOf(first);
        return index >= 0 && index + 1 < words.Count && words[index + 1] == second;
    }

    // 'xargs' takes names from another command as well as a substitution does.
    private static bool IsMade(string word) => word is "xargs" || word.StartsWith("$(", StringComparison.Ordinal) || word.StartsWith("`", StringComparison.Ordinal);
}
