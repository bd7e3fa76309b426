namespace Hopguard.Engine.Ports;

/// <summary>Which compose project, with which files, from which folder. The project name is always passed on explicitly.</summary>
/// <param name="Name">The project.</param>
/// <param name="Folder">The folder that relative paths and <c>.env</c> are resolved against.</param>
/// <param name="Files">Compose files relative to the folder, in the order in which compose merges them.</param>
public sealed record ComposeProject(string Name, string Folder, IReadOnlyList<string> Files)
{
    /// <summary>The file that variables are read from instead of <c>.env</c> in the folder: the deployment's own, for a source tree that is not in its place yet.</summary>
    public string? EnvironmentFile { get; init; }
}

/// <summary><c>docker compose</c> version 2, run as a process with a clean, declared environment and no terminal.</summary>
public interface ICompose
{
    /// <summary>The plug-in's version; a <see cref="HopguardException"/> that says how to install it when it is missing or older than 2.0.</summary>
    Task<Version> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Renders the project as compose understands it, variables resolved.</summary>
    Task<ComposeConfiguration> ConfigAsync(ComposeProject project, CancellationToken cancellationToken);

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
    IReadOnlyList<string> Warnings);

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
    IReadOnlyList<string> Ports);
