using Hopguard.Engine.Claims;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Reports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Hopguard.Tasks.Tests;

/// <summary>What runs need, put together as the program does it, around stand-ins for what lies outside.</summary>
internal static class TestServices
{
    public static RunServicesByKind Of(IDeploymentHost host, IDeployment deployment, StepHandlers handlers, IAvailabilityProbe? availability = null) => new(
        Outside(host, deployment, availability),
        handlers,
        Substitute.For<IRunObserver>(),
        TimeProvider.System,
        new Redactor());

    private static ServiceProvider Outside(IDeploymentHost host, IDeployment deployment, IAvailabilityProbe? availability)
    {
        var services = new ServiceCollection().AddKeyedSingleton(DeploymentKind.Compose, host).AddKeyedSingleton(DeploymentKind.Compose, deployment);
        if (availability is not null)
            services.AddKeyedSingleton(DeploymentKind.Compose, availability);

        return services.BuildServiceProvider();
    }
}
