using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Volumes;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Docker.Registration;

/// <summary>Offers what this project can do to the program that is put together.</summary>
public static class DockerRegistration
{
    /// <summary>Adds the engine, compose, compose deployments and the handlers of every step that they can do.</summary>
    /// <param name="services">Where they are added.</param>
    /// <param name="isLook">Whether the program only shows what it would do.</param>
    public static IServiceCollection AddHopguardDocker(this IServiceCollection services, bool isLook = false)
    {
        services.AddSingleton(_ => FindEndpoint() with { IsAskedOnce = isLook });
        services.AddSingleton(provider => new DockerEngine(provider.GetRequiredService<DockerEndpoint>()) { Redactor = provider.GetRequiredService<Redactor>() });
        services.AddSingleton<IContainerEngine>(provider => provider.GetRequiredService<DockerEngine>());
        services.AddSingleton<ICompose>(provider => new ComposeCli(provider.GetRequiredService<DockerEndpoint>())
        {
            Redactor = provider.GetRequiredService<Redactor>(),
            Watch = new EngineWatch(provider.GetRequiredService<IContainerEngine>()),
        });
        services.AddSingleton(provider => new ReferencedSettings(Environment.GetEnvironmentVariable, provider.GetRequiredService<Redactor>()));
        services.AddKeyedSingleton<IDeployment, ComposeDeployment>(DeploymentKind.Compose);
        services.AddKeyedSingleton<IAvailabilityProbe, AvailabilityProbe>(DeploymentKind.Compose);
        services.AddSingleton<IVolumeContents, VolumeContents>();
        services.AddSingleton<ICopyVerifier, ArchiveVerifier>();
        services.AddSingleton<IUnchangedProof, UnchangedVolumes>();
        services.AddStepHandler<CheckTargetHandler>(DeploymentKind.Compose);
        services.AddStepHandler<CheckSpaceHandler>(DeploymentKind.Compose);
        services.AddStepHandler<PullImagesHandler>(DeploymentKind.Compose);
        services.AddStepHandler<StopServicesHandler>(DeploymentKind.Compose);
        services.AddStepHandler<BackUpVolumesHandler>(DeploymentKind.Compose);
        services.AddStepHandler<ComposeDownHandler>(DeploymentKind.Compose);
        services.AddStepHandler<RetireVolumeHandler>(DeploymentKind.Compose);
        services.AddStepHandler<PromoteVolumeHandler>(DeploymentKind.Compose);
        services.AddStepHandler<RestoreVolumesHandler>(DeploymentKind.Compose);
        services.AddStepHandler<StartServicesHandler>(DeploymentKind.Compose);
        services.AddStepHandler<RunCommandHandler>(DeploymentKind.Compose);
        services.AddStepHandler<VerifyVersionHandler>(DeploymentKind.Compose);
        services.AddStepHandler<DeleteRetiredHandler>(DeploymentKind.Compose);
        services.AddStepHandler<DiscardTrialHandler>(DeploymentKind.Compose);
        return services;
    }

    private static DockerEndpoint FindEndpoint()
    {
        try
        {
            return EndpointLookup.FromProcess();
        }
        catch (HopguardException nowhere)
        {
            return new DockerEndpoint(DockerEndpoint.DefaultAddress) { Unusable = nowhere };
        }
    }
}
