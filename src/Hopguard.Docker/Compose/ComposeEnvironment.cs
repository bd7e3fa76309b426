using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;

namespace Hopguard.Docker.Compose;

/// <summary>
/// The environment that compose gets: what the docker command needs, and of the caller's variables only those that the compose files name, except the ones that
/// choose an image. A version left exported from an earlier upgrade would otherwise start images of one release with the files of another. The deployment's
/// <c>.env</c> file is read by compose itself and stays in force.
/// </summary>
internal static partial class ComposeEnvironment
{
    private static readonly string[] Passed = ["PATH", "HOME", "DOCKER_CONFIG"];

    // Of compose's own variables these two say what the project is: which services it has, and how its containers are named. The others do not get in: COMPOSE_PROJECT_NAME,
    // COMPOSE_FILE, COMPOSE_PATH_SEPARATOR and COMPOSE_ENV_FILES, since name and files are those that the containers carry as labels; COMPOSE_REMOVE_ORPHANS,
    // COMPOSE_IGNORE_ORPHANS, COMPOSE_DISABLE_ENV_FILE and the ones about output, since they change what a command does.
    private static readonly string[] OfProject = ["COMPOSE_PROFILES", "COMPOSE_COMPATIBILITY"];

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
        foreach (var name in OfProject.Concat(VariablesOf(project)))
        {
            if (variable(name) is { } value)
                environment.TryAdd(name, value);
        }

        // The operator's shell stood in the deployment's folder, wherever this process stands.
        environment["PWD"] = project.Place ?? project.Folder;
        return environment;
    }

    /// <summary>Whether a variable is kept from compose, though it is set, since it chooses an image.</summary>
    public static bool ChoosesImage(string name, ComposeProject project) => ImageNames(Lines(project)).Contains(name);

    private static IEnumerable<string> VariablesOf(ComposeProject project)
    {
        var lines = Lines(project);
        var choosesImage = ImageNames(lines);
        return lines.SelectMany(Names).Where(name => !choosesImage.Contains(name)).Distinct(StringComparer.Ordinal);
    }

    // Files that others include or extend as well.
    private static List<string> Lines(ComposeProject project) =>
        [.. project.Files.Concat(ComposeReferences.Of(project.Folder, project.Files)).Select(file => Path.Combine(project.Folder, file)).Distinct(StringComparer.Ordinal)
            .Where(File.Exists).SelectMany(File.ReadLines)];

    private static HashSet<string> ImageNames(List<string> lines) => lines.Where(line => ImageLine().IsMatch(line)).SelectMany(Names).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Names(string line) => Variable().Matches(line).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"(^|[{,])\s*(-\s*)?[""']?image[""']?\s*:")]
    private static partial Regex ImageLine();
}
