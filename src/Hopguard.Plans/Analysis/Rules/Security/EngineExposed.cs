using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <summary>HOP406: a container gets the engine or the whole host.</summary>
public sealed class EngineExposed : ShellRule
{
    private const string Socket = "docker.sock";

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP406",
        new("A container gets the engine or the whole host", "コンテナーにエンジンまたはホスト全体を渡している"),
        new(
            "A container with the engine's socket, or a privileged one, is root on the host: every other volume and secret is open to it.",
            "エンジンのソケットを持つコンテナーや特権コンテナーは、ホストの root と同じです。他のボリュームや秘密情報もすべて読み書きできます。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace) => line.Commands
        .Select(Exposed)
        .Where(word => word is not null)
        .Select(word => At(
            word!.Place,
            new(
                $"{Quote.Of(word.Text)} gives a container the engine or the host; leave it out, or run the program on the host itself",
                $"{Quote.Of(word.Text)} はコンテナーにエンジンまたはホストを渡します。取り除くか、プログラムをホスト上で直接実行してください")));

    private static ShellWord? Exposed(ShellCommand command)
    {
        if (command.Program == "dockerd")
            return command.Arguments.FirstOrDefault(word => word.Text.IndexOf("tcp://0.0.0.0", StringComparison.Ordinal) >= 0);

        return command.Is("docker", "run") || command.Is("docker", "create") || command.Is("docker", "exec")
            ? command.Arguments.FirstOrDefault(word => word.Text is "--privileged" or "--privileged=true" || IsSocketMount(word.Text))
            : null;
    }

    private static bool IsSocketMount(string text) => text.IndexOf(Socket + ":", StringComparison.Ordinal) >= 0
        || (text.IndexOf("source=", StringComparison.Ordinal) >= 0 && text.IndexOf(Socket, StringComparison.Ordinal) >= 0);
}
