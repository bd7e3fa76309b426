using Hopguard.Containers.Claims;
using Hopguard.Containers.Handlers;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Containers;

/// <summary>Offers what this project can do to the program that is put together.</summary>
public static class ContainersRegistration
{
    /// <summary>Adds claims on a container engine, and the handlers of steps on a compose project's files and on the run as a whole.</summary>
    public static IServiceCollection AddHopguardContainers(this IServiceCollection services) => services
        .AddKeyedSingleton<IDeploymentHost, ContainerHost>(DeploymentKind.Compose)
        .AddSingleton<Freshness>()
        .AddStepHandler<UseBackupHandler>(DeploymentKind.Compose)
        .AddStepHandler<FetchSourceHandler>(DeploymentKind.Compose)
        .AddStepHandler<SwitchSourceHandler>(DeploymentKind.Compose)
        .AddStepHandler<SetImageTagHandler>(DeploymentKind.Compose)
        .AddStepHandler<SetSettingHandler>(DeploymentKind.Compose)
        .AddStepHandler<CheckoutTagHandler>(DeploymentKind.Compose)
        .AddStepHandler<AcceptHandler>(DeploymentKind.Compose);
}
