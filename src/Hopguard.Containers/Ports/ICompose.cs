using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Ports;

namespace Hopguard.Containers.Ports;

/// <summary>Which compose project, with which files, from which folder. The project name is always passed on explicitly.</summary>
/// <param name="Name">The project.</param>
/// <param name="Folder">The folder that relative paths and <c>.env</c> are resolved against.</param>
/// <param name="Files">Compose files relative to the folder, in the order in which compose merges them.</param>
public sealed record ComposeProject(string Name, string Folder, IReadOnlyList<string> Files)
{
    /// <summary>Where <see cref="Folder"/> will be when the project is used, for one that is rendered beforehand; null when it is there already.</summary>
    public string? Place { get; init; }
}

/// <summary><c>docker compose</c> version 2, run as a process with a clean, declared environment and no terminal.</summary>
public interface ICompose
{
    /// <summary>The plug-in's version; a <see cref="HopguardException"/> that says how to install it when it is missing or older than 2.0.</summary>
    Task<Version> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Renders the project as compose understands it, variables resolved, with the paths that it has in its <see cref="ComposeProject.Place"/>.</summary>
    Task<ComposeConfiguration> ConfigAsync(ComposeProject project, CancellationToken cancellationToken);

    /// <summary>
    /// Builds the images of services, in the order in which compose finds that they need each other, and hands out what the builder writes line by line. When cancelled, the program and what it started
    /// have ended.
    /// </summary>
    /// <exception cref="HopguardException">A build failed; the message holds the builder's last lines.</exception>
    Task BuildAsync(ComposeProject project, IReadOnlyList<ComposeService> services, Action<string> onLine, CancellationToken cancellationToken);

    /// <summary>Names of the variables by which the caller's shell can say something about the project: its files ask for them.</summary>
    IReadOnlyList<string> FindNames(ComposeProject project);

    /// <summary>What the caller's shell and <c>.env</c> say of each variable now. May hold secrets.</summary>
    IReadOnlyDictionary<string, VariableValue> FindValues(ComposeProject project, IEnumerable<string> names);

    /// <summary>Which of the names neither the caller has exported nor a line of <c>.env</c> sets, be it to nothing.</summary>
    IReadOnlyList<string> FindUnset(ComposeProject project, IEnumerable<string> names);

    /// <summary>Creates and starts services and what they depend on; with <paramref name="start"/> false only creates. Nothing is pulled or built.</summary>
    Task UpAsync(ComposeProject project, IReadOnlyList<string> services, bool start, bool withDependencies, CancellationToken cancellationToken);

    /// <summary>Stops services; all when none is named.</summary>
    Task StopAsync(ComposeProject project, IReadOnlyList<string> services, CancellationToken cancellationToken);

    /// <summary>Removes the project's containers and networks, never its volumes.</summary>
    Task DownAsync(ComposeProject project, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a program inside the running container of a service, without a terminal, and hands out what it writes line by line. Of much output only the end is
    /// kept. When cancelled it stops listening; what runs in the container may go on.
    /// </summary>
    Task<ToolResult> ExecAsync(ComposeProject project, string service, IReadOnlyList<string> command, Action<string>? onLine, CancellationToken cancellationToken);
}

/// <summary>Where compose has a variable's value from: what is exported counts before what is written.</summary>
/// <param name="Exported">That of the caller's shell; null where it has none.</param>
/// <param name="Written">That of <c>.env</c>, as it stands there where only compose can resolve it; null where no line sets it.</param>
public sealed record VariableValue(string? Exported, string? Written);

/// <summary>A rendered compose project.</summary>
/// <param name="Name">The project name.</param>
/// <param name="Services">Services by name.</param>
/// <param name="Volumes">Named volumes: key in the file, and the full name on the engine.</param>
/// <param name="Networks">Networks: key in the file, and the full name on the engine.</param>
/// <param name="Warnings">What compose said on standard error, such as variables that are not set.</param>
public sealed record ComposeConfiguration(
    string Name,
    IReadOnlyDictionary<string, ComposeService> Services,
    IReadOnlyDictionary<string, string> Volumes,
    IReadOnlyDictionary<string, string> Networks,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Files of secrets and configs, and folders that volumes stand for, on the host: absolute paths.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Where the secrets that compose gives to containers come from.</summary>
    public ComposeSecrets Secrets { get; init; } = new([], []);

    /// <summary>
    /// The whole rendered project, value by value: <c>services.app.environment.HOST</c> and what it is. A member of a list is a name of its own, with an empty value. May hold
    /// secrets: never written to a journal, report or log; names up to a bracket may be.
    /// </summary>
    public IReadOnlyDictionary<string, string> Leaves { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a service has containers at all: an overlay may take it out by asking for none, in either of two ways, of which compose takes the first.</summary>
    public bool HasContainers(string service) => (Leaves.GetValueOrDefault($"services.{service}.scale") ?? Leaves.GetValueOrDefault($"services.{service}.deploy.replicas")) != "0";

    /// <summary>What would hold a store: the full name of its volume, or what its service mounts where its folder is; null where the files have none.</summary>
    public string? PlaceOf(Plans.Model.Store store) => store.Volume is { } volume ? Volumes.GetValueOrDefault(volume)
        : store.Mount is { } target && Services.GetValueOrDefault(store.Service)?.Mounts.FirstOrDefault(mount => mount.Target.TrimEnd('/') == target) is { Source.Length: > 0 } found ? (found.Kind == "bind" ? RealPath.Of(found.Source) : found.Source)
        : null;

    /// <summary>Everything of the host that a container gets to see: <see cref="Files"/>, and what services mount.</summary>
    public IEnumerable<string> HostPaths => Files.Concat(Services.Values.SelectMany(service => service.Mounts).Where(mount => mount.Kind == "bind").Select(mount => mount.Source));
}

/// <summary>What the secrets of a rendered project are made of.</summary>
/// <param name="Files">Files of the host.</param>
/// <param name="Variables">Names of variables.</param>
public sealed record ComposeSecrets(IReadOnlyList<string> Files, IReadOnlyList<string> Variables);

/// <summary>A service of a rendered project.</summary>
/// <param name="Name">The service.</param>
/// <param name="Image">The image reference.</param>
/// <param name="ContainerName">The fixed container name, or null.</param>
/// <param name="Environment">Environment; may hold secrets.</param>
/// <param name="Mounts">Mounts; the source of a volume is its full name on the engine.</param>
/// <param name="Ports">Published ports, as <c>8080:80/tcp</c>.</param>
public sealed record ComposeService(
    string Name,
    string Image,
    string? ContainerName,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<ContainerMount> Mounts,
    IReadOnlyList<string> Ports)
{
    /// <summary>Labels of its containers.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How its image is built; null where the files do not say.</summary>
    public ComposeBuild? Build { get; init; }

    /// <summary>Files that compose writes into its containers from variables, which no host has: their paths there, and the names of the variables.</summary>
    public IReadOnlyDictionary<string, string> FilesOfVariables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The environment as its containers get it: compose writes '$' twice, so that its output can be read as a compose file again.</summary>
    public IReadOnlyDictionary<string, string> GivenEnvironment() =>
        Environment.ToDictionary(variable => variable.Key, variable => variable.Value.Replace("$$", "$", StringComparison.Ordinal), StringComparer.Ordinal);
}

/// <summary>How the image of a service is built.</summary>
/// <param name="Context">What is built from: a folder of the host, absolute, or an address.</param>
/// <param name="Dockerfile">The Dockerfile, from the context on; null where the compose file holds it.</param>
/// <param name="Contexts">Further contexts by name.</param>
/// <param name="Arguments">Arguments that have a value; may hold secrets.</param>
public sealed record ComposeBuild(string Context, string? Dockerfile, IReadOnlyDictionary<string, string> Contexts, IReadOnlyDictionary<string, string> Arguments);

/// <summary>The compose project of a deployment.</summary>
public static class SnapshotProject
{
    /// <summary>That of the version that was found.</summary>
    public static ComposeProject Compose(this DeploymentSnapshot snapshot) => new(snapshot.Project, snapshot.Folder, snapshot.ComposeFiles);
}
