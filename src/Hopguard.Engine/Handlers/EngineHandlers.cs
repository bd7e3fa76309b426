using Hopguard.Engine.Runs;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Engine.Handlers;

/// <summary>Registers what the engine can do by itself.</summary>
public static class EngineHandlers
{
    /// <summary>Adds the handlers of steps that need neither containers nor databases, and the services of a run.</summary>
    public static IServiceCollection AddHopguardEngine(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<HttpClient>()
        .AddSingleton<Redactor>()
        .AddSingleton<RunServices>()
        .AddSingleton<Freshness>()
        .AddSingleton<StepHandlers>()
        .AddStepHandler<FetchSourceHandler>()
        .AddStepHandler<CheckoutTagHandler>()
        .AddStepHandler<VerifyCopyHandler>()
        .AddStepHandler<SwitchSourceHandler>(DeploymentKind.Compose)
        .AddStepHandler<SetImageTagHandler>(DeploymentKind.Compose)
        .AddStepHandler<SetSettingHandler>(DeploymentKind.Compose)
        .AddStepHandler<AcceptHandler>(DeploymentKind.Compose);
}
