using Hopguard.Engine.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Tasks.Runs;

/// <summary>Offers what the tasks need beyond the projects that do the work.</summary>
public static class TaskServices
{
    /// <summary>Adds the shipped plans, the run of this call, and those who watch it.</summary>
    public static IServiceCollection AddHopguardTasks(this IServiceCollection services) => services
        .AddSingleton<BuiltInPlans>()
        .AddSingleton<CurrentRun>()
        .AddSingleton<DeploymentStatus>()
        .AddSingleton<IRunObserver, Observers>();
}
