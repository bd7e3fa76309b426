using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>A kind of deployment: how an installation is found and how its version is read from what runs.</summary>
public interface IDeployment
{
    /// <summary>The project that the operator means: what the claim is taken on, before anything else is asked.</summary>
    /// <exception cref="HopguardException">Nothing runs there, several projects do, or the one that the operator named runs from elsewhere.</exception>
    Task<string> FindProjectAsync(Application application, RunOptions options, CancellationToken cancellationToken);

    /// <summary>What containers of a project are made of and where their data is; empty lists when it has none.</summary>
    /// <param name="application">The application.</param>
    /// <param name="project">The project.</param>
    /// <param name="before">The deployment as it was found when the run that is under way began, whose images may be there still; null where none is.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<DeploymentOutline> OutlineAsync(Application application, string project, DeploymentSnapshot? before, CancellationToken cancellationToken);

    /// <summary>Finds the installation that runs from the operator's folder: project, files, containers, and the volume of every store.</summary>
    /// <exception cref="HopguardException">Nothing runs from there, several projects do, or a store's data lies where a recreated container would lose it.</exception>
    Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken);

    /// <summary>What a snapshot of this kind of deployment says of services and stores.</summary>
    DeploymentContents ContentsOf(DeploymentSnapshot snapshot);

    /// <summary>In what a deployment is not as it was before, where waiting may end that: a service that does not run yet. Null in nothing.</summary>
    /// <exception cref="HopguardException">It is another deployment than before in what no waiting mends: a store lies elsewhere.</exception>
    string? FindDifference(DeploymentSnapshot before, DeploymentSnapshot now);

    /// <summary>
    /// Makes the deployment from the compose files of the operator's folder where the engine has nothing of it, neither containers nor volumes, and waits until it answers. What it holds
    /// then is what a fresh installation holds.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="options">The operator's wishes: the folder, and project and files where they are named.</param>
    /// <param name="like">The deployment that it takes the place of: its project and files hold where the operator names none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was made; false where something of it is there.</returns>
    /// <exception cref="HopguardException">There are volumes of it without containers, files or images are missing, or it does not answer.</exception>
    Task<bool> InstallWhereNothingIsAsync(Application application, RunOptions options, DeploymentSnapshot like, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>Reads the version from what runs now, in each of the ways that the application's releases are read in, and checks it against the tag of its image.</summary>
    /// <exception cref="HopguardException">The tag says another version than the application.</exception>
    Task<VersionReading> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken);
}

/// <summary>A first look at a deployment.</summary>
/// <param name="Images">Images of its containers, by id; that of a database first, since it has a shell.</param>
/// <param name="DataFolders">Folders of the engine's host that its containers may write, and where the engine keeps its own data.</param>
public sealed record DeploymentOutline(IReadOnlyList<string> Images, IReadOnlyList<string> DataFolders);
