using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP305: a command asks a question that nobody answers in a CI job.</summary>
public sealed class PromptHangs : ShellRule
{
    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP305",
        new("A command asks a question that nobody answers in a CI job", "CI ジョブでは誰も答えない質問をコマンドがする"),
        new(
            "The job hangs until its time-out kills it, in whatever state the deployment is then.",
            "タイムアウトで強制終了されるまでジョブは止まり、環境はその時点の状態のまま残されます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Pipelines
        // What is fed by a pipe has its answer.
        .Select(pipeline => pipeline.Commands[0])
        .Select(command => Question(command))
        .Where(word => word is not null)
        .Select(word => At(
            word!.Place,
            new(
                $"'{word}' waits for an answer at a terminal; give the answer as an option, a file or a variable",
                $"'{word}' は端末での応答を待ちます。オプション・ファイル・変数で応答を与えてください")));

    private static ShellWord? Question(ShellCommand command)
    {
        if (command.Redirections.Any(redirection => redirection.Reads))
            return null;

        return command.Program switch
        {
            "read" when !command.Leads.Any(lead => lead is "while" or "until") && command.Option("-t", "-u") is null => command.Words[0],
            "ansible" or "ansible-playbook" => command.Option("-k", "-K", "--ask-pass", "--ask-become-pass", "--ask-vault-pass"),
            "psql" or "pg_dump" or "pg_dumpall" or "pg_restore" => command.Option("-W", "--password"),
            "passwd" => command.Words[0],
            "docker" => Prune(command),
            _ => null,
        };
    }

    private static ShellWord? Prune(ShellCommand command) =>
        new[] { "system", "image", "volume", "container", "network", "builder" }.Any(what => command.Is("docker", what, "prune")) && command.Option("-f", "--force") is null
            ? command.Words.First(word => word.Text == "prune")
            : null;
}
