using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Shell;

/// <summary>Everything that a command runs, with what stands in <c>$(…)</c> and in the scripts that it hands to a shell. Nothing of it is executed.</summary>
public static class ShellScripts
{
    private const int Deepest = 3;

    /// <summary>Programs that read a script.</summary>
    internal static readonly string[] Shells = ["sh", "bash", "ash", "dash", "zsh", "su"];

    /// <summary>Everything that a line of shell runs.</summary>
    public static ImmutableArray<ShellPipeline> PipelinesOf(Name line) => Flatten(ShellReader.Read(line));

    /// <summary>Everything that a program runs which is started with its arguments as they are.</summary>
    public static ImmutableArray<ShellPipeline> PipelinesOf(ImmutableArray<Name> words) => Flatten([new ShellPipeline([Command(words)], string.Empty)]);

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
