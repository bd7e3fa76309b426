using Hopguard.Plans.Model;

namespace Hopguard.Engine.Claims;

/// <summary>What deployments of a kind run on: a container engine, a cluster. Claims lie on it, and what runs made stays there when their process is gone.</summary>
public interface IDeploymentHost
{
    /// <summary>Its own id, stable across restarts: part of a deployment's identity.</summary>
    Task<string> FindIdAsync(CancellationToken cancellationToken);

    /// <summary>The error of an operator who goes on with a run of a deployment on another host than this one.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="begun">The id of the host that it was begun on.</param>
    /// <param name="now">The id of this one.</param>
    HopguardException Elsewhere(string runId, string begun, string now);

    /// <summary>The claim on a deployment, found by its project where that is known, else by its folder; takes none.</summary>
    /// <param name="project">The project; null when it is not known.</param>
    /// <param name="deploymentFolder">The deployment's folder; links are resolved.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<ClaimState> FindClaimAsync(string? project, string deploymentFolder, CancellationToken cancellationToken);

    /// <summary>Takes the claim on a project, for as long as this process lives and does not let it go.</summary>
    /// <param name="record">Who takes it, for which project.</param>
    /// <param name="images">Images that may be there, by id, the best one first, where an image is needed to hold it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HopguardException">Somebody else holds it, and the message says who; or nothing can hold it.</exception>
    Task<IDeploymentClaim> ClaimAsync(ClaimRecord record, IReadOnlyList<string> images, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the tools of a process that was killed: a dump outlives whoever started it, and would go on writing into the folder of the next attempt; a build would go on beside the next. Called by whoever
    /// holds the deployment's claim before it starts a tool of its own, so none of them is used any more: which process made them, and where that ran, is not asked.
    /// </summary>
    Task RemoveToolsAsync(string project, CancellationToken cancellationToken);

    /// <summary>What a run made that is still there, tools aside.</summary>
    Task<MadeObjects> FindMadeAsync(string project, string runId, CancellationToken cancellationToken);

    /// <summary>Whether what holds a store, or what was put aside of one, is still there.</summary>
    /// <param name="place">The volume's name, or the folder's path.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    Task<bool> HasAsync(string place, CancellationToken cancellationToken);

    /// <summary>The services of a project as they are now.</summary>
    Task<IReadOnlyList<LiveService>> ListServicesAsync(Application application, string project, CancellationToken cancellationToken);
}

/// <summary>What a run left on a host.</summary>
/// <param name="Names">The names.</param>
/// <param name="Removal">The commands that remove it.</param>
public sealed record MadeObjects(IReadOnlyList<string> Names, IReadOnlyList<string> Removal);

/// <summary>A service of a deployment as it is now.</summary>
/// <param name="Service">Its name in the application.</param>
/// <param name="Container">What runs it.</param>
/// <param name="Status">The host's word for its state.</param>
/// <param name="Image">The image that it runs from.</param>
public sealed record LiveService(string Service, string Container, string Status, string Image);
