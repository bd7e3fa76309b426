using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>What a line of shell changes of compose's environment: variables that it exports, and lines of an environment file, as far as its words tell. The line is never run.</summary>
internal static class SettingEdits
{
    /// <summary>The file, and the end of the names of others like it.</summary>
    public const string File = ".env";

    private static readonly string[] Editors = ["sed", "perl"];
    private static readonly string[] Copiers = ["cp", "mv", "ln", "install"];
    private static readonly Regex Pair = new(@"(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>[^\s/|#,;""'\\]*)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Capitals = new("[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The changes, in the order of the line; the last one of a variable counts.</summary>
    public static IEnumerable<Setting> In(Name line, Step step) =>
        from pipeline in ShellScripts.PipelinesOf(line)
        from at in Enumerable.Range(0, pipeline.Commands.Length)
        from setting in In(pipeline, at, step)
        select setting;

    private static IEnumerable<Setting> In(ShellPipeline pipeline, int at, Step step)
    {
        var command = pipeline.Commands[at];
        if (command.Program == "export")
            return command.Arguments.SelectMany(Pairs).Select(pair => new Setting(pair.Variable, pair.Value, step));

        if (command.Is("docker", "context", "use") && command.Words[command.Words.Length - 1] is var chosen)
            return [new Setting(new Name("DOCKER_CONTEXT", chosen.Place), chosen.Text, step)];

        if (ReplacedBy(command) is { } file)
            return [new Setting(new Name(File, file.Place), null, step) { IsInFile = true }];

        if (!Edits(command))
            return [];

        // What is written into the file may come through a pipe; the script of an editor names variables without giving them values, too.
        var words = pipeline.Commands.Take(at + 1).SelectMany(source => source.Assignments.Concat(source.Words)).ToList();
        var named = Editors.Contains(command.Program, StringComparer.Ordinal) ? words.SelectMany(Named) : [];
        return named.Concat(words.SelectMany(Pairs)).Select(pair => new Setting(pair.Variable, pair.Value, step) { IsInFile = true });
    }

    private static bool Edits(ShellCommand command) => command.Program switch
    {
        "sed" or "perl" when command.Words.Any(IsInPlace) && command.Arguments.Any(IsFile) => true,
        "tee" when command.Arguments.Any(IsFile) => true,
        _ => command.Redirections.Any(redirection => redirection.Writes && IsFile(redirection.Target)),
    };

    // A file that the operator has is carried over as it is; any other takes its place with other values.
    private static ShellWord? ReplacedBy(ShellCommand command)
    {
        var operands = command.Arguments.Where(word => !word.IsOption).ToList();
        return Copiers.Contains(command.Program, StringComparer.Ordinal) && operands.Count > 1 && IsFile(operands[operands.Count - 1]) && operands[0].Program != File
            ? operands[operands.Count - 1]
            : null;
    }

    private static bool IsInPlace(ShellWord word) =>
        word.IsOption && (word.Text[1] == '-' ? word.Text.StartsWith("--in-place", StringComparison.Ordinal) : word.Text.IndexOf('i') > 0);

    private static bool IsFile(ShellWord word) => word.Program.EndsWith(File, StringComparison.Ordinal);

    private static IEnumerable<(Name Variable, string? Value)> Pairs(ShellWord word) =>
        Pair.Matches(word.Text).Cast<Match>().Select(match => (new Name(match.Groups["name"].Value, word.Place), (string?)match.Groups["value"].Value));

    private static IEnumerable<(Name Variable, string? Value)> Named(ShellWord word) =>
        Capitals.Matches(word.Text).Cast<Match>().Select(match => (new Name(match.Value, word.Place), (string?)null));
}
