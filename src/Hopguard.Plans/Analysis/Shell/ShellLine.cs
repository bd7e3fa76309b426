using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>What a step runs as text: a line of shell on the host, or a program with its arguments inside a service. Nothing of it is executed.</summary>
/// <param name="At">The effect that runs it.</param>
/// <param name="IsShell">Whether a shell reads it; false for a program that is started with its arguments as they are.</param>
/// <param name="Pipelines">Everything that it runs: its own pipelines, those inside <c>$(…)</c>, and those of scripts handed to <c>sh -c</c>.</param>
public sealed record ShellLine(Transition At, bool IsShell, ImmutableArray<ShellPipeline> Pipelines)
{
    private const int Deepest = 3;

    /// <summary>Programs that read a script.</summary>
    internal static readonly string[] Shells = ["sh", "bash", "ash", "dash", "zsh", "su"];

    /// <summary>Every command of it.</summary>
    public IEnumerable<ShellCommand> Commands => Pipelines.SelectMany(pipeline => pipeline.Commands);

    /// <summary>The lines of a plan, in order.</summary>
    public static ImmutableArray<ShellLine> Of(IEnumerable<Transition> transitions) =>
        [.. transitions.Select(Of).Where(line => line is not null).Select(line => line!)];

    /// <summary>Everything that a line of shell runs.</summary>
    public static ImmutableArray<ShellPipeline> PipelinesOf(Name line) => Flatten(ShellReader.Read(line));

    private static ShellLine? Of(Transition at) => at.Effect switch
    {
        RunsShell runs => new ShellLine(at, true, PipelinesOf(runs.Command)),
        RunsCommand runs => new ShellLine(at, false, Flatten([new ShellPipeline([Command(runs.Command)], string.Empty)])),
        _ => null,
    };

    private static ShellCommand Command(ImmutableArray<Name> words) =>
        new([], [], [.. words.Select(word => new ShellWord(word.Text, word.Place))], []);

    private static ImmutableArray<ShellPipeline> Flatten(ImmutableArray<ShellPipeline> pipelines)
    {
        var all = ImmutableArray.CreateBuilder<ShellPipeline>();
        Add(pipelines, 0, all);
        return all.ToImmutable();
    }

    private static void Add(ImmutableArray<ShellPipeline> pipelines, int depth, ImmutableArray<ShellPipeline>.Builder all)
    {
        foreach (var pipeline in pipelines)
        {
            all.Add(pipeline);
            foreach (var command in pipeline.Commands)
            {
                var script = ScriptOf(command);
                foreach (var word in command.Assignments.Concat(command.Words).Concat(command.Redirections.Select(redirection => redirection.Target)))
                {
                    if (!ReferenceEquals(word, script))
                        Add(word.Substitutions, depth, all);
                }

                if (script is not null)
                    Add(depth < Deepest ? ShellReader.Read(script) : [ShellPipeline.Unread(script)], depth + 1, all);
            }
        }
    }

    /// <summary>The script that a command hands to a shell, which is one word of the line; null where it hands over none.</summary>
    internal static ShellWord? ScriptOf(ShellCommand command)
    {
        if (command.Program == "ssh")
            return command.Arguments.FirstOrDefault(word => word.Text.IndexOf(' ') > 0);

        for (var i = 0; i < command.Words.Length; i++)
        {
            if (!Shells.Contains(command.Words[i].Program, StringComparer.Ordinal))
                continue;

            for (var j = i + 1; j + 1 < command.Words.Length; j++)
            {
                if (command.Words[j].IsOptionOf("-c"))
                    return command.Words[j + 1];
            }

            return null;
        }

        return null;
    }
}
