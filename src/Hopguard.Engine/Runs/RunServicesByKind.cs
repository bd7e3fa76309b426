using Hopguard.Engine.Claims;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Engine.Runs;

/// <summary>
/// Puts together what a run needs, by the kind of its application's deployments. Whoever brings a kind registers its <see cref="IDeploymentHost"/>, its
/// <see cref="IDeployment"/> and, where users can be asked for, its <see cref="IAvailabilityProbe"/> under that kind as a key.
/// </summary>
public sealed class RunServicesByKind(IServiceProvider provider, StepHandlers handlers, IRunObserver observer, TimeProvider clock, Redactor redactor)
{
    private readonly Dictionary<DeploymentKind, RunServices> _known = [];

    /// <summary>What runs of an application need.</summary>
    /// <exception cref="HopguardException">Nothing in this program can work on deployments of its kind.</exception>
    public RunServices For(Application application) => _known.TryGetValue(application.Deployment, out var known) ? known : _known[application.Deployment] = Make(application);

    private RunServices Make(Application application)
    {
        var kind = application.Deployment;
        return provider.GetKeyedService<IDeploymentHost>(kind) is { } host && provider.GetKeyedService<IDeployment>(kind) is { } deployment
            ? new RunServices(host, deployment, handlers, observer, clock, redactor, provider.GetKeyedService<IAvailabilityProbe>(kind), SteadyTime.OfHost)
            : throw new HopguardException($"Deployments of kind '{kind.Word()}' cannot be worked on by this Hopguard", "Nothing was changed; use a Hopguard that has this kind");
    }
}
