using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP311: a time-out can kill running migrations.</summary>
public sealed class MigrationUnderTimeout : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Warning(
        "HOP311",
        new("A time-out can kill running migrations", "実行中のマイグレーションがタイムアウトで強制終了されうる"),
        new(
            "A migration that is killed leaves its changes of files, and the sequence of migrations, half done.",
            "強制終了されたマイグレーションは、ファイルの変更や一連のマイグレーションを途中のまま残します。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .Select(Limit)
        .Where(word => word is not null)
        .Select(word => At(
            word!.Place,
            new(
                $"'{word}' ends a migration that takes longer than its limit; let it run without one and watch its progress with 'await-migrations'",
                $"'{word}' は、上限を超えたマイグレーションを強制終了します。上限なしで実行し、'await-migrations' で進み具合を見てください")));

    private static ShellWord? Limit(ShellCommand command) => command switch
    {
        { Program: "timeout" } when command.Arguments.Any(Migrates) || StartsServices(command) => command.Words[0],
        // Helm waits five minutes unless it is told otherwise, and then calls the release failed.
        { Program: "helm" } when command.Words.Any(word => word.Text is "upgrade" or "install") && command.Option("--timeout") is null => command.Option("--wait", "--atomic"),
        _ => null,
    };

    // Applications migrate when they start, and 'up --wait' lasts until they have.
    private static bool StartsServices(ShellCommand command) =>
        command.Runs("docker", "docker-compose") is not null && command.Arguments.Any(word => word.Text == "up") && command.Option("--wait") is not null;

    private static bool Migrates(ShellWord word) => word.Text is "migrate" or "migrateredis" || word.Text.EndsWith("db:migrate", StringComparison.Ordinal) || word.Text == "ef";
}
