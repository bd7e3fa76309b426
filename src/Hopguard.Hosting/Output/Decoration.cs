using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Hosting.Output;

/// <summary>Puts something of ours around a service that the host registered, whichever class that is.</summary>
internal static class Decoration
{
    /// <summary>Replaces the last registration of a service by a wrapper around it.</summary>
    public static IServiceCollection Wrap<TService>(this IServiceCollection services, Func<IServiceProvider, TService, TService> wrap)
        where TService : class
    {
        var inner = services.Last(service => service.ServiceType == typeof(TService));
        return services.AddSingleton(provider => wrap(provider, (TService)Make(provider, inner)));
    }

    private static object Make(IServiceProvider provider, ServiceDescriptor service) =>
        service.ImplementationInstance ?? service.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!);
}
