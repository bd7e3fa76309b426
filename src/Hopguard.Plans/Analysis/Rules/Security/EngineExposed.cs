using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Analysis.Rules.Security;

/// <inheritdoc cref="SecurityRules.EngineExposed" />
public sealed class EngineExposed : ShellRule
{
    private const string Socket = "docker.sock";

    /// <inheritdoc />
    public override Rule Rule => SecurityRules.EngineExposed;

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
