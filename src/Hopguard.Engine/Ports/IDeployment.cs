using Hopguard.Engine.Runs;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Ports;

/// <summary>A kind of deployment: how an installation is found and how its version is read from what runs.</summary>
public interface IDeployment
{
    /// <summary>Finds the installation that runs from the operator's folder: project, files, containers, and the volume of every store.</summary>
    /// <exception cref="HopguardException">Nothing runs from there, several projects do, or a store's data lies where a recreated container would lose it.</exception>
    Task<DeploymentSnapshot> InspectAsync(Application application, RunOptions options, CancellationToken cancellationToken);

    /// <summary>Reads the version from what runs now: the application's answer, checked against the tag of its image; null while it does not answer.</summary>
    Task<string?> ReadVersionAsync(Application application, string project, CancellationToken cancellationToken);
}
