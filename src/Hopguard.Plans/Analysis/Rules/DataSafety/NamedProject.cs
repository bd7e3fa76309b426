using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Analysis.Shell;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Rules.DataSafety;

/// <summary>A compose project that a step names, by a key or in a line of shell.</summary>
/// <param name="Name">The project.</param>
/// <param name="IsDown">Whether the step takes it down; otherwise it starts it.</param>
internal sealed record NamedProject(Name Name, bool IsDown)
{
    private const string Variable = "COMPOSE_PROJECT_NAME=";
    private static readonly string[] Starts = ["up", "start", "create", "run", "restart"];

    /// <summary>All of a plan, in order.</summary>
    public static IEnumerable<NamedProject> Of(Trace trace)
    {
        var lines = new Queue<ShellLine>(trace.ShellLines);
        foreach (var at in trace.Transitions)
        {
            switch (at.Effect)
            {
                case TakesDown { Project: { } taken }:
                    yield return new NamedProject(taken, IsDown: true);
                    break;
                case StartsServices { Project: { } started }:
                    yield return new NamedProject(started, IsDown: false);
                    break;
                case RunsShell or RunsCommand:
                    foreach (var named in lines.Dequeue() is { IsShell: true } line ? line.Commands.Select(In).OfType<NamedProject>() : [])
                        yield return named;

                    break;
            }
        }
    }

    private static NamedProject? In(ShellCommand command)
    {
        var isDown = command.Is("docker", "compose", "down");
        return (isDown || Array.Exists(Starts, verb => command.Is("docker", "compose", verb))) && (ByOption(command) ?? ByVariable(command)) is { } name ? new NamedProject(name, isDown) : null;
    }

    private static Name? ByOption(ShellCommand command)
    {
        for (var i = 1; i < command.Words.Length; i++)
        {
            var word = command.Words[i];
            if (word.Text is "-p" or "--project-name" && i + 1 < command.Words.Length)
                return new Name(command.Words[i + 1].Text, command.Words[i + 1].Place);
            if (word.Text.StartsWith("--project-name=", StringComparison.Ordinal))
                return new Name(word.Text.Substring(word.Text.IndexOf('=') + 1), word.Place);
            // Behind the command the letter means a port.
            if (word.Text == "down" || Starts.Contains(word.Text, StringComparer.Ordinal))
                return null;
        }

        return null;
    }

    private static Name? ByVariable(ShellCommand command) => command.Assignments.Where(word => word.Text.StartsWith(Variable, StringComparison.Ordinal))
        .Select(word => new Name(word.Text.Substring(Variable.Length), word.Place)).FirstOrDefault();
}
