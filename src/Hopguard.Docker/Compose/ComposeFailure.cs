using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Docker.Connection;
using Hopguard.Engine;

namespace Hopguard.Docker.Compose;

/// <summary>Turns what compose says when it fails into an error an operator can act on.</summary>
internal static partial class ComposeFailure
{
    private const int LinesShown = 5;

    /// <summary>The error for a command about a project.</summary>
    public static HopguardException Explain(ComposeProject project, string command, CommandResult result)
    {
        // A file says with ':?' that it does not work without a variable, and what the operator is to be told.
        if (MissingVariable().Match(result.Error) is { Success: true } missing)
        {
            var settings = Path.Combine(project.Place ?? project.Folder, ".env");
            var name = missing.Groups["name"].Value;
            return new HopguardException(
                $"Setting '{name}' that {Files(project)} needs is missing: {missing.Groups["words"].Value.Trim()}",
                ComposeEnvironment.ChoosesImage(name, project)
                    ? $"Add '{name}=…' to '{settings}'; an exported value is not used, since it chooses an image"
                    : $"Add '{name}=…' to '{settings}', or set the variable");
        }

        if (result.Error.Contains("Cannot connect to the Docker daemon", StringComparison.Ordinal))
            return EngineRefusal.Down(LastLines(result.Error));

        return new HopguardException(
            $"'docker compose {command}' of project '{project.Name}' failed with exit code {result.ExitCode}: {LastLines(result.Error)}",
            command == "config" ? $"Look at {Files(project)} in '{project.Place ?? project.Folder}', and at the '.env' file beside the deployment's" : null);
    }

    /// <summary>How many of a builder's lines tell what went wrong.</summary>
    public const int LinesOfBuild = 8;

    /// <summary>The error for a build.</summary>
    /// <param name="services">What was built.</param>
    /// <param name="result">How it ended.</param>
    /// <param name="last">The builder's last lines, of both streams as they came: it tells on one of them what it does, and on the other why it fails.</param>
    public static HopguardException ExplainBuild(IEnumerable<ComposeService> services, CommandResult result, IEnumerable<string> last) =>
        result.Error.Contains("Cannot connect to the Docker daemon", StringComparison.Ordinal)
            ? EngineRefusal.Down(LastLines(result.Error))
            : new HopguardException(
                $"The build of {string.Join(", ", services.Select(service => $"'{service.Name}'"))} failed with exit code {result.ExitCode}: {string.Join("; ", last)}",
                "Correct what the builder names, or what it lacks (a base image, a network, space on the engine's disk), then run the same command again");

    /// <summary>Whether a line of a builder is more than a rule, a blank or a warning.</summary>
    public static bool SaysSomething(string line) => line.Any(char.IsLetterOrDigit) && !line.Contains("level=warning", StringComparison.Ordinal);

    /// <summary>The last lines that are no warnings.</summary>
    public static string LastLines(string text) => string.Join(
        "; ", text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !line.Contains("level=warning", StringComparison.Ordinal)).TakeLast(LinesShown));

    private static string Files(ComposeProject project) => string.Join(", ", project.Files.Select(file => $"'{file}'"));

    [GeneratedRegex(@"required variable (?<name>\w+) is missing a value:?(?<words>[^\n]*)")]
    private static partial Regex MissingVariable();
}
