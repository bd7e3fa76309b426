using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>Files on the host into which a line of shell writes a dump or an archive.</summary>
internal static class BackupFile
{
    private static readonly string[] Dumpers = ["pg_dump", "pg_dumpall", "pg_basebackup", "mysqldump"];
    private static readonly Regex Runner = new(
        @"\A(/tmp/|/var/tmp/|\$\{?(TMPDIR|RUNNER_TEMP|GITHUB_WORKSPACE|AGENT_TEMPDIRECTORY|BUILD_[A-Z]+DIRECTORY|SYSTEM_DEFAULTWORKINGDIRECTORY|CI_PROJECT_DIR|WORKSPACE)\b|\$\{\{\s*(runner\.temp|github\.workspace)\s*\}\}|\$\((Agent|Build|System|Pipeline)\.)",
        RegexOptions.CultureInvariant);

    /// <summary>Whether a CI system removes the file with the job.</summary>
    public static bool IsOnRunner(string path) => Runner.IsMatch(path);

    /// <summary>Where dumps and archives go: a redirection behind them, the file of an archive, the file named to the dumping program itself.</summary>
    public static IEnumerable<ShellWord> Of(ShellLine line)
    {
        // Inside a service a path is one of the container.
        if (!line.IsShell)
            yield break;

        foreach (var pipeline in line.Pipelines.Where(pipeline => pipeline.Commands.Any(Dumps)))
        {
            foreach (var file in pipeline.Commands.SelectMany(Targets))
            {
                if (!file.Text.StartsWith("/dev/", StringComparison.Ordinal))
                    yield return file;
            }
        }
    }

    private static bool Dumps(ShellCommand command) => command.Runs(Dumpers) is not null || Archives(command);

    private static bool Archives(ShellCommand command) =>
        command.Program == "tar" && command.Words.Length > 1 && (command.Words[1].Text.TrimStart('-').StartsWith("c", StringComparison.Ordinal) || command.Option("--create") is not null);

    private static IEnumerable<ShellWord> Targets(ShellCommand command)
    {
        foreach (var redirection in command.Redirections.Where(redirection => redirection is { Writes: true, IsOfOutput: true }))
            yield return redirection.Target;

        if (command.Program == "tee")
        {
            foreach (var file in command.Arguments.Where(word => !word.IsOption))
                yield return file;
        }

        var words = command.Words;
        for (var i = 1; i + 1 < words.Length; i++)
        {
            if ((Archives(command) && i == 1 && words[i].Text.EndsWith("f", StringComparison.Ordinal)) || (Dumpers.Contains(command.Program, StringComparer.Ordinal) && words[i].Text is "-f" or "--file"))
                yield return words[i + 1];
        }
    }
}
