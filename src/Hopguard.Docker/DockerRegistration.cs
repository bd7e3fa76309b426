using Hopguard.Docker.Compose;
using Hopguard.Docker.Connection;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Docker;

/// <summary>Offers what this project can do to the program that is put together.</summary>
public static class DockerRegistration
{
    /// <summary>Adds the engine, compose, compose deployments and the handlers of every step that they can do.</summary>
    public static IServiceCollection AddHopguardDocker(this IServiceCollection services)
    {
        services.AddSingleton(_ => EndpointLookup.FromProcess());
        services.AddSingleton(provider => new DockerEngine(provider.GetRequiredService<DockerEndpoint>()) { Redactor = provider.GetRequiredService<Redactor>() });
        services.AddSingleton<IContainerEngine>(provider => provider.GetRequiredService<DockerEngine>());
        services.AddSingleton<ICompose>(provider => new ComposeCli(provider.GetRequiredService<DockerEndpoint>())
        {
            Redactor = provider.GetRequiredService<Redactor>(),
            Watch = new EngineWatch(provider.GetRequiredService<IContainerEngine>()),
        });
        services.AddSingleton<IDeployment, ComposeDeployment>();
        services.AddSingleton<IAvailabilityProbe, AvailabilityProbe>();
        services.AddSingleton<ICopyVerifier, ArchiveVerifier>();
        services.AddSingleton<IUnchangedProof, UnchangedVolumes>();
        services.AddSingleton<IStepHandler, CheckTargetHandler>();
        services.AddSingleton<IStepHandler, CheckSpaceHandler>();
        services.AddSingleton<IStepHandler, PullImagesHandler>();
        services.AddSingleton<IStepHandler, StopServicesHandler>();
        services.AddSingleton<IStepHandler, BackUpVolumesHandler>();
        services.AddSingleton<IStepHandler, ComposeDownHandler>();
        services.AddSingleton<IStepHandler, RetireVolumeHandler>();
        services.AddSingleton<IStepHandler, PromoteVolumeHandler>();
        services.AddSingleton<IStepHandler, StartServicesHandler>();
        services.AddSingleton<IStepHandler, RunCommandHandler>();
        services.AddSingleton<IStepHandler, VerifyVersionHandler>();
        services.AddSingleton<IStepHandler, DeleteRetiredHandler>();
        services.AddSingleton<IStepHandler, DiscardTrialHandler>();
        return services;
    }
}
