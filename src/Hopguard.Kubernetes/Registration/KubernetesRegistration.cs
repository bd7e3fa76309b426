using Hopguard.Engine.Claims;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Kubernetes.Access;
using Hopguard.Kubernetes.Claims;
using Hopguard.Kubernetes.Connection;
using Hopguard.Kubernetes.Deployments;
using Hopguard.Kubernetes.Handlers;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Kubernetes.Registration;

/// <summary>Offers what this project can do to the program that is put together.</summary>
public static class KubernetesRegistration
{
    /// <summary>Adds deployments on a cluster, claims on them, and the handlers of every step that can be done there.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="place">Where the operator says that the deployment is.</param>
    public static IServiceCollection AddHopguardKubernetes(this IServiceCollection services, ClusterPlace place) => services
        .AddSingleton(place)
        .AddSingleton<Cluster>()
        .AddSingleton<AccessCheck>()
        .AddKeyedSingleton<IDeploymentHost, ClusterHost>(DeploymentKind.Kubernetes)
        .AddKeyedSingleton<IDeployment, ClusterDeployment>(DeploymentKind.Kubernetes)
        .AddStepHandler<RunCommandHandler>(DeploymentKind.Kubernetes);
}
