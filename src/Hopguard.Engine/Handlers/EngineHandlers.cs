using Hopguard.Engine.Runs;
using Hopguard.Engine.Secrets;
using Hopguard.Engine.Steps;
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
        .AddSingleton<RunServicesByKind>()
        .AddSingleton<StepHandlers>()
        .AddStepHandler<VerifyCopyHandler>();
}
