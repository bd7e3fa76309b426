using Hopguard.Engine.Claims;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;

namespace Hopguard.Engine.Runs;

/// <summary>What every run needs from outside: the ports, the handlers, those who watch, the clock.</summary>
public sealed class RunServices(
    IDeploymentHost host, IDeployment deployment, StepHandlers handlers, IRunObserver observer, TimeProvider clock, Redactor? redactor = null,
    IAvailabilityProbe? availability = null, Func<SteadyTime?>? steady = null)
{
    /// <summary>What the deployment runs on.</summary>
    public IDeploymentHost Host { get; } = host;

    /// <summary>How the deployment is found and asked for its version.</summary>
    public IDeployment Deployment { get; } = deployment;

    /// <summary>What users see of the application; null where nobody can ask it.</summary>
    public IAvailabilityProbe? Availability { get; } = availability;

    /// <summary>What takes secrets out of what is kept and told.</summary>
    public Redactor Redactor { get; } = redactor ?? new Redactor();

    /// <summary>Who is told of what happens, without the secrets.</summary>
    public IRunObserver Observer => field ??= new RedactingObserver(observer, Redactor);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>The clock that nobody can set, for what goes on while no process of the run watches.</summary>
    public Func<SteadyTime?> Steady { get; } = steady ?? (static () => null);

    /// <summary>What does the steps.</summary>
    public StepHandlers Handlers { get; } = handlers;
}
