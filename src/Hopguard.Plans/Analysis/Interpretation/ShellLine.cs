using System.Collections.Immutable;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>What a step runs as text: a line of shell on the host, or a program with its arguments inside a service. Nothing of it is executed.</summary>
/// <param name="At">The effect that runs it.</param>
/// <param name="IsShell">Whether a shell reads it; false for a program that is started with its arguments as they are.</param>
/// <param name="Pipelines">Everything that it runs: its own pipelines, those inside <c>$(…)</c>, and those of scripts handed to <c>sh -c</c>.</param>
public sealed record ShellLine(Transition At, bool IsShell, ImmutableArray<ShellPipeline> Pipelines)
{
    /// <summary>Every command of it.</summary>
    public IEnumerable<ShellCommand> Commands => Pipelines.SelectMany(pipeline => pipeline.Commands);

    /// <summary>The lines of a plan, in order.</summary>
    public static ImmutableArray<ShellLine> Of(IEnumerable<Transition> transitions) =>
        [.. transitions.Select(Of).Where(line => line is not null).Select(line => line!)];

    private static ShellLine? Of(Transition at) => at.Effect switch
    {
        RunsShell runs => new ShellLine(at, true, ShellScripts.PipelinesOf(runs.Command)),
        RunsCommand runs => new ShellLine(at, false, ShellScripts.PipelinesOf(runs.Command)),
        _ => null,
    };
}
