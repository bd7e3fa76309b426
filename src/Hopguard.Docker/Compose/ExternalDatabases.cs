using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>
/// Sees by what running services were told that a store lies in an external database. What the store's own service holds then, be it empty or left from before, is not what the application works with,
/// and a copy of it proves nothing.
/// </summary>
internal static class ExternalDatabases
{
    /// <summary>The stores that lie in one, each with the first service that is told so.</summary>
    /// <exception cref="HopguardException">
    /// One of them cannot be worked with: services are told several servers, or one that means another machine to each of them, or the application's file does not say how they log in.
    /// </exception>
    public static IReadOnlyDictionary<string, ServerElsewhere> Find(Application application, IReadOnlyList<ContainerState> containers)
    {
        var found = new Dictionary<string, ServerElsewhere>(StringComparer.Ordinal);
        foreach (var store in application.Stores.Values.OrderBy(store => store.Name, StringComparer.Ordinal))
        {
            var own = containers.Where(container => container.Service == store.Service).SelectMany(container => container.Aliases.Concat(container.Addresses.Values).Append(container.Name)).Append(store.Service);
            var told = containers.Select(container => (container.Service!, container.Environment)).ToList();
            if (ServerElsewhere.Find(application, store, told, own.ToHashSet(StringComparer.OrdinalIgnoreCase)) is not { } elsewhere)
                continue;

            if (!elsewhere.IsWorkable || !ServerElsewhere.AllOf(application, store, told).All(other => other.IsSameAs(elsewhere)))
                throw Refusal(application, store, elsewhere);

            found[store.Name] = elsewhere;
        }

        // A release has one major for all of its databases.
        return found.Count == 0 || application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql).All(store => found.ContainsKey(store.Name)) ? found : throw Refusal(application, application.Stores[found.Keys.First()], found.Values.First());
    }

    private static HopguardException Refusal(Application application, Store store, ServerElsewhere elsewhere) => new(
        $"Store '{store.Name}' lies in an external database: service '{elsewhere.Service}' connects to '{elsewhere.Host}:{elsewhere.Port}' ({elsewhere.Variable}), which is not the server of service '{store.Service}'",
        $"Hopguard copies and restores only databases of the project: stop what writes to this one, back it up with '{DumpByHand(application, store, elsewhere)}', prove that by a restore elsewhere, and upgrade by the vendor's guide; "
        + $"or move it into service '{store.Service}', take {elsewhere.Variable} away, and type the same command again");

    // Where no variable says it, the database is the one that the application is known to use; its role stands in the application itself.
    private static string DumpByHand(Application application, Store store, ServerElsewhere elsewhere)
    {
        var database = elsewhere.Database ?? (application.Migrations.Store == store.Name ? application.Migrations.Database : null);
        return $"pg_dump --host={ShellWord.Posix(elsewhere.Host)} --port={ShellWord.Posix(elsewhere.Port)} --username={ShellWord.Posix(elsewhere.User ?? "USER")} --format=custom "
            + $"--file={ShellWord.Posix((database ?? "database") + ".dump")} {ShellWord.Posix(database ?? "DATABASE")}";
    }
}
