using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP315: a line of shell does what a step of its own does.</summary>
public sealed class TypedStepExists : ShellRule
{
    private static readonly string[] Exempt = ["HOP315"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Note(
        "HOP315",
        new("A line of shell does what a step of its own does", "専用のステップがある処理をシェルの行で行っている"),
        new(
            "The analysis follows steps, not programs: of what the line stops, copies or removes it knows only what is declared, and other rules see no more of it.",
            "解析が追うのはステップであり、プログラムではありません。その行が停止・コピー・削除するものについては宣言されたことしか分からず、他の規則からも見えません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace)
    {
        if (!line.IsShell || IsJudged(line, trace) || DeletesVolumes(line))
            yield break;

        var found = line.Commands.Select(command => (Command: command, Step: StepFor(command))).Where(pair => pair.Step is not null).ToList();
        if (found.Count > 0)
        {
            var steps = found.Select(pair => $"'{pair.Step}'").Distinct(StringComparer.Ordinal).ToList();
            yield return At(
                found[0].Command.Words[0].Place,
                new(
                    $"The analysis sees of a line of shell only what it declares; write it as {(steps.Count == 1 ? "step" : "steps")} {string.Join(", ", steps)}",
                    $"シェルの行のうち解析から見えるのは宣言だけです。ステップ {string.Join("、", steps)} で書いてください"));
        }
    }

    // One finding per line: another one says what is wrong, and is mended by the same step.
    private static bool IsJudged(ShellLine line, Trace trace) => PlanRules.All
        .OfType<ShellRule>()
        .Where(rule => !Exempt.Contains(rule.Rule.Id, StringComparer.Ordinal))
        .Any(rule => rule.Check(line, trace).Any());

    // Volumes that are deleted unnamed have a finding that weighs more.
    private static bool DeletesVolumes(ShellLine line) =>
        line.At.Effect is RunsShell runs && ShellMeaning.DeletesUnnamed(runs.Command);

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
