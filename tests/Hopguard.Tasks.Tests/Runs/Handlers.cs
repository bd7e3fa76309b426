using Hopguard.Containers;
using Hopguard.Docker.Registration;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hopguard.Tasks.Tests.Runs;

/// <summary>The handlers as the program registers them.</summary>
internal static class Handlers
{
    public static ServiceProvider Provider() => new ServiceCollection().AddHopguardEngine().AddHopguardContainers().AddHopguardDocker().AddHopguardPostgres().BuildServiceProvider();

    public static IEnumerable<Type> Of(IServiceProvider services) => services.GetServices<StepRegistration>().Where(registration => registration.Kind is null or DeploymentKind.Compose).Select(registration => registration.Handler.StepType);
}
