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
    private const string Place = "PWD";

    // Which builder the operator has, and the agent that holds the keys a build may ask for.
    private static readonly string[] OfBuilder = ["DOCKER_BUILDKIT", "BUILDX_BUILDER", "BUILDX_CONFIG", "COMPOSE_BAKE", "SSH_AUTH_SOCK"];

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
        foreach (var name in NamesFor(project))
        {
            if (variable(name) is { } value)
                environment.TryAdd(name, value);
        }

        // The operator's shell stood in the deployment's folder, wherever this process stands.
        environment[Place] = project.Place ?? project.Folder;
        return environment;
    }

    /// <summary>The environment for builds: with it come the arguments that have no value of their own, such as that of a proxy, which compose takes from there.</summary>
    public static Dictionary<string, string> ForBuild(ComposeProject project, IReadOnlyDictionary<string, string> engine, Func<string, string?> variable)
    {
        var (environment, choosesImage) = (For(project, engine, variable), ImageNames(ComposeReferences.AllOf(project)));
        foreach (var name in OfBuilder.Concat(ComposeText.OpenArguments(project).Where(name => !choosesImage.Contains(name))))
        {
            if (variable(name) is { } value)
                environment.TryAdd(name, value);
        }

        return environment;
    }

    /// <summary>Whether a variable is kept from compose, though it is set, since it chooses an image.</summary>
    public static bool ChoosesImage(string name, ComposeProject project) => ImageNames(ComposeReferences.AllOf(project)).Contains(name);

    /// <summary>What of the caller's variables says something about the project, by name: as the files ask for it, and not what chooses an image or is the same in every shell of the host's.</summary>
    public static IEnumerable<string> NamesFor(ComposeProject project)
    {
        var files = ComposeReferences.AllOf(project);
        var choosesImage = ImageNames(files);
        return OfProject.Concat(ShellVariables.Of(files).Where(name => !choosesImage.Contains(name)).Except(Passed).Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Where(name => name != Place);
    }

    // Files that others include or extend as well.
    private static HashSet<string> ImageNames(IEnumerable<string> files) => files.SelectMany(File.ReadLines).Where(line => ImageLine().IsMatch(line)).SelectMany(ShellVariables.WrittenIn).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"(^|[{,])\s*(-\s*)?[""']?image[""']?\s*:")]
    private static partial Regex ImageLine();
}
