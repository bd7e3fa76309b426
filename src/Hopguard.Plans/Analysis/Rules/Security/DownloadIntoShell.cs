using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP403: a download is run without having been looked at.</summary>
public sealed class DownloadIntoShell : ShellRule
{
    private static readonly string[] Downloaders = ["curl", "wget"];
    private static readonly string[] Interpreters = ["sh", "bash", "dash", "ash", "zsh", "python", "python3", "perl", "ruby", "node"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP403",
        new("A download is run without having been looked at", "ダウンロードした内容を確認せずに実行する"),
        new(
            "Whatever the address serves that day runs with the rights of the upgrade, and a connection that breaks runs half of it.",
            "その日にそのアドレスが返すものが、アップグレードの権限でそのまま実行されます。接続が切れると途中までが実行されます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Pipelines
        .Select(Run)
        .Where(word => word is not null)
        .Select(word => At(
            word!.Place,
            new(
                $"'{word.Program}' runs what was just downloaded; store it, compare its SHA-256, then run it",
                $"'{word.Program}' がダウンロード直後の内容を実行します。保存して SHA-256 を照合してから実行してください")));

    private static ShellWord? Run(ShellPipeline pipeline)
    {
        var piped = pipeline.Commands
            .SkipWhile(command => !Downloads(command))
            .Skip(1)
            .FirstOrDefault(command => Interpreters.Contains(command.Program, StringComparer.Ordinal));
        if (piped is not null)
            return piped.Words[0];

        var fed = pipeline.Commands.FirstOrDefault(command =>
            (Interpreters.Contains(command.Program, StringComparer.Ordinal) || command.Program is "source" or "." or "eval")
            && command.Words.Concat(command.Redirections.Select(redirection => redirection.Target)).SelectMany(word => word.Substitutions).SelectMany(inner => inner.Commands).Any(Downloads));
        return fed?.Words[0];
    }

    private static bool Downloads(ShellCommand command) => Downloaders.Contains(command.Program, StringComparer.Ordinal);
}
