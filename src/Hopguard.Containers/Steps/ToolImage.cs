using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Steps;

/// <summary>What helper containers are made from: an image among those the deployment runs, so that nothing foreign has to be brought to the host, and whose they are.</summary>
/// <param name="Id">The image, which the engine has.</param>
/// <param name="Owner">The owner of the containers.</param>
public sealed record ToolImage(string Id, ContainerOwner Owner)
{
    private const string Role = "helper";

    /// <summary>By id, since a tag may move. A database's image comes first: its entry point is a shell script, so it has a shell.</summary>
    public static ToolImage For(StepContext context)
    {
        var image = context.Before.Services.FirstOrDefault(candidate => candidate.Service == ServiceIn(context))?.ImageId
            ?? throw new HopguardException("No store of the application runs in the deployment, so no image for helper containers is known");
        return new ToolImage(image, context.Owner(Role));
    }

    /// <summary>That image, or where the engine has it no more the one that the service runs with now.</summary>
    public static async Task<ToolImage> FindAsync(IContainerEngine engine, StepContext context, CancellationToken cancellationToken)
    {
        var known = For(context);
        return await engine.FindImageAsync(known.Id, cancellationToken) is not null || ServiceIn(context) is not { } service
            ? known
            : known with { Id = (await ServiceContainers.FindAsync(engine, service, context, cancellationToken)).ImageId };
    }

    private static string? ServiceIn(StepContext context) => context.Application.Stores.Values
        .Where(store => context.Before.HasInProject(store.Name))
        .OrderBy(store => store.Kind == StoreKind.PostgreSql ? 0 : 1).ThenBy(store => store.Name, StringComparer.Ordinal)
        .Select(store => store.Service).FirstOrDefault();
}
