using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <inheritdoc cref="RobustnessRules.TypedStepExists" />
public sealed class TypedStepExists : ShellRule
{
    private static readonly string[] Exempt = ["HOP315"];

    /// <inheritdoc />
    public override Rule Rule => RobustnessRules.TypedStepExists;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace)
    {
        if (!line.IsShell || IsJudged(line, trace) || DeletesVolumes(line))
            yield break;

        var found = line.Commands.Select(command => (Command: command, Step: StepFor(command))).FirstOrDefault(pair => pair.Step is not null);
        if (found.Step is not null)
        {
            yield return At(
                found.Command.Words[0].Place,
                new(
                    $"What the line does is unknown to the analysis; write it as step '{found.Step}'",
                    $"この行の処理は解析から見えません。ステップ '{found.Step}' で書いてください"));
        }
    }

    // One finding per line: another one says what is wrong, and is mended by the same step.
    private static bool IsJudged(ShellLine line, Trace trace) => PlanRules.All
        .OfType<ShellRule>()
        .Where(rule => !Exempt.Contains(rule.Rule.Id, StringComparer.Ordinal))
        .Any(rule => rule.Check(line, trace).Any());

    // Volumes that are deleted unnamed have a finding that weighs more.
    private static bool DeletesVolumes(ShellLine line) =>
        line.At.Effect is RunsShell runs && (DeletedByShell.DeletesUnused(runs.Command) || DeletedByShell.DeletesProject(runs.Command));

    private static string? StepFor(ShellCommand command) => command switch
    {
        _ when command.Is("docker", "compose", "down") => "compose-down",
        _ when command.Is("docker", "compose", "stop") => "stop-services",
        _ when command.Is("docker", "compose", "up") || command.Is("docker", "compose", "start") => "start-services",
        _ when command.Is("docker", "compose", "pull") || command.Is("docker", "pull") => "pull-images",
        _ when command.Is("docker", "volume", "rm") => "retire-volume",
        _ when command.Is("docker", "tag") => "tag-image",
        _ when command.Runs("pg_dump", "pg_dumpall") is not null => "dump-database",
        _ when command.Runs("pg_restore", "psql") is not null && command.Redirections.Any(redirection => redirection.Reads) => "restore-database",
        _ when command.Is("docker", "exec") => "run-command",
        { Program: "export" or "unset" } => "set-variable",
        { Program: "wget" or "curl" } when command.Arguments.Any(word => word.Text.EndsWith(".zip", StringComparison.Ordinal) || word.Text.EndsWith(".tar.gz", StringComparison.Ordinal)) => "fetch-source",
        _ => null,
    };
}
