using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Docker.Targets;

/// <summary>Services of the target connect to the server that is copied and moved: with another one the new version would start on other data, or on none.</summary>
internal sealed class ServerInProject : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context) => Find(target.Target, context);

    /// <summary>The same of a rendered project alone.</summary>
    public static IEnumerable<string> Find(ComposeConfiguration target, StepContext context) => context.Application.Stores.Values.OrderBy(store => store.Name, StringComparer.Ordinal)
        .SelectMany(store => ExternalStores.Find(context, store.Name) is { } external ? FindOthers(external, target, context) : FindElsewhere(store, target, context));

    private static IEnumerable<string> FindElsewhere(Store store, ComposeConfiguration target, StepContext context) =>
        ServerElsewhere.Find(context.Application, store, target.Services.Values.Select(Told), ServerElsewhere.NamesOf(store.Service, target)) is not { } elsewhere ? [] :
        [
            $"service '{elsewhere.Service}' of the target connects to '{elsewhere.Host}:{elsewhere.Port}' ({elsewhere.Variable}), and store '{store.Name}' is the server of service '{store.Service}', so the new version would start on another "
                + $"database (set '{elsewhere.Variable}' to '{store.Service}', or leave out the compose file that sets it)",
        ];

    // An overlay may name fewer services than the release has: the ones that it forgets would work with the project's own server.
    private static IEnumerable<string> FindOthers(ExternalStore external, ComposeConfiguration target, StepContext context)
    {
        var told = ServerElsewhere.AllOf(context.Application, external.Store, target.Services.Values.Select(Told)).ToList();
        foreach (var other in told.Where(other => !other.IsSameAs(external.Server, context.Application.Migrations.Database)))
        {
            yield return $"service '{other.Service}' of the target connects to '{other.Host}:{other.Port}' ({other.Variable}), and store '{external.Store.Name}' is {external.Server}, so the new version would start on another "
                + "database (tell it the same as the running services, with an override where the overlay of the release forgets it)";
        }

        // A name without a value in an overlay takes away what the release's own file says, too.
        var untold = target.Services.Values.Where(service => context.Application.Services.GetValueOrDefault(service.Name)?.Writes.Contains(external.Store.Name) == true
            && service.Environment.GetValueOrDefault(external.Store.Connection!.Host.Text) is { Length: 0 }).Select(service => $"'{service.Name}'").Order(StringComparer.Ordinal).ToList();
        if (untold.Count > 0)
            yield return $"{string.Join(", ", untold)} of the target take '{external.Store.Connection!.Host}' from the shell or '.env', and neither has it, so the new version would not find {external.Server} (export it, or write it into '.env')";
        else if (told.Count == 0)
            yield return $"no service of the target is told where store '{external.Store.Name}' is, which is {external.Server} (add the compose file that tells them)";
    }

    private static (string, IReadOnlyDictionary<string, string>) Told(ComposeService service) => (service.Name, service.GivenEnvironment());
}
