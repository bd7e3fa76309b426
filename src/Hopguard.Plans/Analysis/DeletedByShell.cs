using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis;

/// <summary>What a line of shell deletes, as far as it can be told from its words. The line is never run.</summary>
internal static class DeletedByShell
{
    /// <summary>Whether it deletes every volume of the host that nothing uses: by a prune, or by a list that another command makes.</summary>
    public static bool DeletesUnused(Name line) => Commands(line).Any(words =>
        Follows(words, "volume", "prune")
        || (Follows(words, "system", "prune") && words.Contains("--volumes"))
        || ((Follows(words, "volume", "rm") || Follows(words, "volume", "remove")) && words.Any(IsMade)));

    /// <summary>Whether it deletes the volumes of a compose project with its containers.</summary>
    public static bool DeletesProject(Name line) => Commands(line).Any(words =>
        words.Any(word => word is "compose" or "docker-compose") && words.Contains("down") && words.Any(word => word is "-v" or "--volumes"));

    private static IEnumerable<List<string>> Commands(Name line) =>
        ShellLine.PipelinesOf(line).SelectMany(pipeline => pipeline.Commands).Select(command => command.Words.Select(word => word.Text).ToList());

    private static bool Follows(List<string> words, string first, string second)
    {
        var index = words.IndexOf(first);
        return index >= 0 && index + 1 < words.Count && words[index + 1] == second;
    }

    // 'xargs' takes names from another command as well as a substitution does.
    private static bool IsMade(string word) => word is "xargs" || word.StartsWith("$(", StringComparison.Ordinal) || word.StartsWith("`", StringComparison.Ordinal);
}
