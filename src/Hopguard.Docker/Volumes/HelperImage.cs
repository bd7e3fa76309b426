using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Volumes;

/// <summary>Chooses the image of helper containers among those the deployment runs, so that nothing foreign has to be brought to the host.</summary>
internal static class HelperImage
{
    /// <summary>By id, since a tag may move. A database's image comes first: its entry point is a shell script, so it has a shell.</summary>
    public static string For(StepContext context)
    {
        var service = context.Application.Stores.Values
            .Where(store => context.Before.Stores.ContainsKey(store.Name))
            .OrderBy(store => store.Kind == StoreKind.PostgreSql ? 0 : 1).ThenBy(store => store.Name, StringComparer.Ordinal)
            .Select(store => store.Service).FirstOrDefault();
        return context.Before.Services.FirstOrDefault(candidate => candidate.Service == service)?.ImageId
            ?? throw new HopguardException("No store of the application runs in the deployment, so no image for helper containers is known");
    }
}
