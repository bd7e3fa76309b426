using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>Does what the command line asks for: the one command that a host has.</summary>
internal sealed class HostCommand(IServiceCollection services) : Command<HostSettings>
{
    public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
    {
        services.AddSingleton(context.Remaining);
        services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.NoReport, settings.Targets));
        // Not disposed, as in Cake's own host: the process ends with the run, and a task's services may still be at work when a signal ends it.
        var provider = services.BuildServiceProvider();
        var log = provider.GetRequiredService<ICakeLog>();
        try
        {
            if (settings.Version)
                provider.GetRequiredService<VersionFeature>().Run(provider.GetRequiredService<IConsole>());
            else if (settings.Info)
                provider.GetRequiredService<InfoFeature>().Run(provider.GetRequiredService<IConsole>());
            else
                RunTargets(provider, settings, log);
            return 0;
        }
        catch (Exception failure)
        {
            return log.LogException(failure);
        }
    }

    private static void RunTargets(ServiceProvider provider, HostSettings settings, ICakeLog log)
    {
        // Set before the configuration can be read, so that a wrong working directory is reported as loudly as was asked for.
        log.Verbosity = settings.Verbosity ?? Verbosity.Normal;
        EnterWorkingDirectory(provider, settings);
        log.Verbosity = provider.GetRequiredService<ICakeConfiguration>().GetVerbosity(settings.Verbosity, Verbosity.Normal);

        var host = ChooseHost(provider, settings);
        var tasks = provider.GetRequiredService<TaskRegistration>();
        InstallTools(provider, log);
        tasks.Register();
        if (settings.Exclusive)
            host.Settings.UseExclusiveTarget();
        // Blocking is what the command is for: nothing else goes on in the program.
        host.RunTargetsAsync(settings.Targets).GetAwaiter().GetResult();
    }

    private static IScriptHost ChooseHost(ServiceProvider provider, HostSettings settings) => settings switch
    {
        { DryRun: true } => provider.GetRequiredService<DryRunScriptHost<IFrostingContext>>(),
        { Tree: true } => provider.GetRequiredService<TreeScriptHost>(),
        { Description: true } => provider.GetRequiredService<DescriptionScriptHost>(),
        _ => provider.GetRequiredService<BuildScriptHost<IFrostingContext>>(),
    };

    private static void InstallTools(ServiceProvider provider, ICakeLog log)
    {
        foreach (var tool in provider.GetServices<PackageReference>())
        {
            log.Verbose("Tool '{0}' is installed where it is not yet", tool.Package);
            provider.GetRequiredService<IToolInstaller>().Install(tool);
        }
    }

    private static void EnterWorkingDirectory(ServiceProvider provider, HostSettings settings)
    {
        var environment = provider.GetRequiredService<ICakeEnvironment>();
        var wanted = settings.WorkingDirectory ?? provider.GetService<WorkingDirectory>()?.Path;
        if (wanted is null)
            return;

        var directory = wanted.MakeAbsolute(environment);
        if (!provider.GetRequiredService<IFileSystem>().Exist(directory))
            throw new FrostingException($"The working directory '{directory.FullPath}' does not exist.");
        environment.WorkingDirectory = directory;
    }
}
