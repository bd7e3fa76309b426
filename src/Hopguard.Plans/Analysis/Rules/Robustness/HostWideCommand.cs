using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Rules.Order;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Analysis.Rules.Robustness;

/// <summary>HOP306: a command acts on everything on the host, not only on this application.</summary>
public sealed class HostWideCommand : ShellRule
{
    private static readonly string[] Lists = ["ps", "ls", "images", "container", "image"];
    private static readonly string[] Acts = ["stop", "kill", "rm", "rmi", "restart", "pause"];

    /// <summary>Id and texts.</summary>
    public static readonly Rule Descriptor = Rule.Error(
        "HOP306",
        new("A command acts on everything on the host, not only on this application", "コマンドがこのアプリケーションだけでなくホスト全体に作用する"),
        new(
            "Containers, images and volumes of other applications go too, and nothing in this plan brings them back.",
            "他のアプリケーションのコンテナー・イメージ・ボリュームも巻き込まれ、このプランでは元に戻せません。"));

    /// <inheritdoc />
    public override Rule Rule => Descriptor;

    /// <inheritdoc />
    public override IEnumerable<Finding> Check(ShellLine line, Trace trace)
    {
        foreach (var pipeline in line.Pipelines)
        {
            for (var i = 0; i < pipeline.Commands.Length; i++)
            {
                if (Wide(pipeline.Commands[i], i == 0 ? null : pipeline.Commands[i - 1], line.At, trace) is { } word)
                {
                    yield return At(
                        word.Place,
                        new(
                            $"'{word.Program}' is told to act on everything on the host; name the project, as 'stop-services' and 'compose-down' do",
                            $"'{word.Program}' がホスト上のすべてに作用します。'stop-services' や 'compose-down' のように対象のプロジェクトを限定してください"));
                }
            }
        }
    }

    private static ShellWord? Wide(ShellCommand command, ShellCommand? fed, Transition at, Trace trace)
    {
        // Deleted volumes weigh more, and have a rule of their own.
        if (command.Words.Any(word => word.Text is "volume" or "--volumes"))
            return null;

        if (ImagesPrunedBeforeAccept.Pruned(command) is { } pruned)
            return IsFiltered(command) || ImagesPrunedBeforeAccept.IsTooEarly(at, trace) ? null : pruned;

        if (command.Program == "xargs" && fed is not null && ListsAll(fed))
            return command.Words.FirstOrDefault(word => word.Program == "docker");

        return command.Program == "docker" && command.Words.Any(word => Acts.Contains(word.Text, StringComparer.Ordinal))
            && command.Words.SelectMany(word => word.Substitutions).Any(inner => inner.Commands.Length == 1 && ListsAll(inner.Commands[0]))
            ? command.Words[0]
            : null;
    }

    private static bool ListsAll(ShellCommand command) => command.Program == "docker" && !command.Is("docker", "compose")
        && command.Words.Length > 1 && Lists.Contains(command.Words[1].Text, StringComparer.Ordinal) && !IsFiltered(command) && command.Option("-q", "--quiet") is not null;

    // To prune, -f is force and no filter.
    private static bool IsFiltered(ShellCommand command) =>
        command.Option("--filter") is not null || (command.Option("-f") is not null && !command.Words.Any(word => word.Text == "prune"));
}
