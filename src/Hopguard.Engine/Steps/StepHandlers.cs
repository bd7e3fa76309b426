using Hopguard.Plans.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Engine.Steps;

/// <summary>A handler, and the kind of deployment on which it does its step.</summary>
/// <param name="Kind">The kind; null for a step that is the same on all of them.</param>
/// <param name="Handler">The handler.</param>
public sealed record StepRegistration(DeploymentKind? Kind, IStepHandler Handler);

/// <summary>What does a step, by the kind of the deployment and that of the step.</summary>
public sealed class StepHandlers(IEnumerable<StepRegistration> registrations)
{
    private readonly Dictionary<(Type Step, DeploymentKind? Kind), IStepHandler> _handlers =
        registrations.ToDictionary(registration => (registration.Handler.StepType, registration.Kind), registration => registration.Handler);

    /// <summary>The handler of a step on deployments of a kind; null where there is none.</summary>
    public IStepHandler? Find(DeploymentKind kind, Step step) => _handlers.GetValueOrDefault((step.GetType(), kind)) ?? _handlers.GetValueOrDefault((step.GetType(), null));

    /// <summary>Refuses a plan with a step that nothing here does on deployments of that kind.</summary>
    /// <exception cref="HopguardException">There is such a step.</exception>
    public void Require(DeploymentKind kind, Plan plan)
    {
        if (plan.Steps.FirstOrDefault(step => Find(kind, step) is null) is not { } missing)
            return;

        var others = _handlers.Keys.Where(key => key.Step == missing.GetType()).Select(key => key.Kind!.Value.Word()).Order(StringComparer.Ordinal).ToList();
        throw others.Count == 0
            ? new HopguardException($"Step '{missing.Id}' of plan '{plan.Id}' is done by this Hopguard on no kind of deployment", "Nothing was changed; use a Hopguard that has it, or a plan without it")
            : new HopguardException(
                $"Step '{missing.Id}' of plan '{plan.Id}' is not done on deployments of kind '{kind.Word()}', only on '{string.Join("', '", others)}'",
                "Nothing was changed; use a plan that was made for this kind of deployment");
    }
}

/// <summary>Puts handlers into the program.</summary>
public static class StepRegistrations
{
    /// <summary>Adds a handler for deployments of one kind, or of all where none is given.</summary>
    public static IServiceCollection AddStepHandler<THandler>(this IServiceCollection services, DeploymentKind? kind = null)
        where THandler : class, IStepHandler => services
        .AddSingleton<THandler>()
        .AddSingleton(provider => new StepRegistration(kind, provider.GetRequiredService<THandler>()));
}
