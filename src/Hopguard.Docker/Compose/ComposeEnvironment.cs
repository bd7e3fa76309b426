using System.Text.RegularExpressions;
using Hopguard.Engine.Ports;

namespace Hopguard.Docker.Compose;

/// <summary>
/// The environment that compose gets: what the docker command needs, and of the caller's variables only those that the compose files name, except the ones that
/// choose an image. A version left exported from an earlier upgrade would otherwise start images of one release with the files of another. The deployment's
/// <c>.env</c> file is read by compose itself and stays in force.
/// </summary>
internal static partial class ComposeEnvironment
{
    private static readonly string[] Passed = ["PATH", "HOME", "DOCKER_CONFIG"];

    /// <summary>Only what the docker command needs.</summary>
    public static Dictionary<string, string> Minimal(IReadOnlyDictionary<string, string> engine, Func<string, string?> variable)
    {
        var environment = new Dictionary<string, string>(engine, StringComparer.Ordinal);
        foreach (var name in Passed)
        {
            if (variable(name) is { } value)
                environment[name] = value;
        }

        return environment;
    }

    /// <summary>The environment for commands about a project.</summary>
    public static Dictionary<string, string> For(ComposeProject project, IReadOnlyDictionary<string, string> engine, Func<string, string?> variable)
    {
        var environment = Minimal(engine, variable);
        foreach (var name in VariablesOf(project))
        {
            if (variable(name) is { } value)
                environment.TryAdd(name, value);
        }

        return environment;
    }

    private static IEnumerable<string> VariablesOf(ComposeProject project)
    {
        var lines = project.Files.Select(file => Path.Combine(project.Folder, file)).Where(File.Exists).SelectMany(File.ReadLines).ToList();
        var choosesImage = lines.Where(line => ImageLine().IsMatch(line)).SelectMany(Names).ToHashSet(StringComparer.Ordinal);
        return lines.SelectMany(Names).Where(name => !choosesImage.Contains(name)).Distinct(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Names(string line) => Variable().Matches(line).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*(-\s*)?[""']?image[""']?\s*:")]
    private static partial Regex ImageLine();
}
