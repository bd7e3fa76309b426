using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP304: a command asks for a terminal, which a CI job does not have.</summary>
public sealed class TerminalAsked : ShellRule
{
    private static readonly string[] WithValue =
        ["-e", "--env", "--env-file", "-u", "--user", "-w", "--workdir", "-v", "--volume", "--mount", "--name", "--network", "-p", "--publish", "--index", "--entrypoint", "-n", "-c"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP304",
        new("A command asks for a terminal, which a CI job does not have", "CI ジョブにはない端末をコマンドが要求する"),
        new(
            "Without a terminal the engine refuses the command; with one, every line end of its output is changed.",
            "端末がなければエンジンはコマンドを拒否し、端末があれば出力の改行がすべて書き換えられます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .Select(Terminal)
        .Where(word => word is not null)
        .Select(word => At(
            word!.Place,
            new(
                $"Option '{word}' asks for a terminal, which a CI job does not have; leave it out, or write '-i' alone where input is fed",
                $"オプション '{word}' は CI ジョブにはない端末を要求します。取り除くか、入力を渡す場合は '-i' だけにしてください")));

    /// <inheritdoc />
    protected override IEnumerable<Finding> CheckSteps(Trace trace) => trace.Plan.Steps
        .OfType<RunCommand>()
        .Where(step => step.Terminal)
        .Select(step => At(
            step.PlaceOf("terminal"),
            new(
                $"Step '{step.Id}' asks for a terminal, which a CI job does not have; leave the key out",
                $"ステップ '{step.Id}' は CI ジョブにはない端末を要求します。このキーを取り除いてください")));

    private static ShellWord? Terminal(ShellCommand command) => Options(command).FirstOrDefault(word => word.IsOptionOf("-t") || word.Text is "--tty" or "--tty=true");

    private static IEnumerable<ShellWord> Options(ShellCommand command) => command switch
    {
        _ when command.Is("docker", "exec") => command.OptionsOf("docker", ["exec"], WithValue),
        // Detached, a terminal is only what the container believes to have.
        _ when command.Is("docker", "run") => Attached(command.OptionsOf("docker", ["run"], WithValue)),
        _ when command.Is("kubectl", "exec") => command.Words.TakeWhile(word => word.Text != "--"),
        _ when command.Program == "ssh" => command.OptionsOf("ssh", [], ["-p", "-i", "-o", "-l"]),
        _ => [],
    };

    private static IEnumerable<ShellWord> Attached(IEnumerable<ShellWord> options)
    {
        var all = options.ToList();
        return all.Exists(word => word.IsOptionOf("-d") || word.IsOptionOf("--detach")) ? [] : all;
    }
}
