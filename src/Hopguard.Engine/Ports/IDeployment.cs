using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>A kind of deployment: how an installation is found and how its version is read from what runs.</summary>
public interface IDeployment
{
    /// <summary>The compose project that runs from the operator's folder: what the claim is taken on, before anything else is asked.</summary>
    /// <exception cref="HopguardException">Nothing runs from there, several projects do, or the one that the operator named runs from elsewhere.</exception>
    Task<string> FindProjectAsync(RunOptions options, CancellationToken cancellationToken);

    /// <summary>What containers of a project are made of and where their data is; empty lists when it has none.</summary>
    Task<DeploymentOutline> OutlineAsync(Application application, string project, CancellationToken cancellationToken);

    /// <summary>Finds the installation that runs from the operator's folder: project, files, containers, and the volume of every store.</summary>
    /// <exception cref="HopguardException">Nothing runs from there, several projects do, or a store's data lies where a recreated container would lose it.</exception>
    Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken);

    /// <summary>Reads the version from what runs now, in each of the ways that the application's releases are read in, and checks it against the tag of its image.</summary>
    /// <exception cref="HopguardException">The tag says another version than the application.</exception>
    Task<VersionReading> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken);
}

/// <summary>A first look at a deployment.</summary>
/// <param name="Images">Images of its containers, by id; that of a database first, since it has a shell.</param>
/// <param name="DataFolders">Folders of the engine's host that its containers may write, and where the engine keeps its own data.</param>
public sealed record DeploymentOutline(IReadOnlyList<string> Images, IReadOnlyList<string> DataFolders);
