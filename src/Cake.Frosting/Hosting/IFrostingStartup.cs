using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Registers a program's services in a class of its own.</summary>
public interface IFrostingStartup
{
    /// <summary>Called once, before the host runs.</summary>
    void Configure(IServiceCollection services);
}
