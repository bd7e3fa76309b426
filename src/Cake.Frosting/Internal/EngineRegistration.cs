using Cake.Cli;
using Cake.Common.Modules;
using Cake.Core.Configuration;
using Cake.Core.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Everything that Cake's engine needs to run tasks.</summary>
internal static class EngineRegistration
{
    public static void AddEngine(this IServiceCollection services)
    {
        services.AddCakeDiagnostics();
        Cli.ServiceCollectionExtensions.UseModule<CoreModule>(services);
        Cli.ServiceCollectionExtensions.UseModule<CommonModule>(services);
        services.AddSingleton<ICakeConfiguration, HostConfiguration>();

        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();

        services.AddSingleton<IVersionResolver, VersionResolver>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<InfoFeature>();

        services.UsePackageInstaller<DefaultInstallers>();
        services.AddSingleton<IToolInstaller, ToolInstaller>();

        services.AddSingleton<TaskRegistration>();
        services.AddSingleton<FrostingContext>();
        services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());
    }
}
