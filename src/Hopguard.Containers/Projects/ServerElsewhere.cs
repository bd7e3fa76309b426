using System.Globalization;
using System.Net;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Projects;

/// <summary>A server that a service is told to connect to for a store, where it is not that of the store's own service: an external database. Holds no secret.</summary>
/// <param name="Service">The service that is told so.</param>
/// <param name="Variable">The variable that tells it the host.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="Database">The database; null where its variable is not set.</param>
/// <param name="User">The role; null where its variable is not set.</param>
public sealed record ServerElsewhere(string Service, string Variable, string Host, string Port, string? Database, string? User)
{
    /// <summary>Where the server of a store's own service listens, as the official image does.</summary>
    public const string UsualPort = "5432";

    /// <summary>Whether the application's file says how services log in, so that others can, and the host means the same machine to all of them.</summary>
    public bool IsWorkable { get; init; }

    /// <summary>
    /// The first service that is told another server for a store than that of the store's service: one that is no name and no address of its. Null where none is, and where nothing says how services are
    /// told. What cannot be resolved here, such as the name of a pooler, counts as another: nobody knows where it leads.
    /// </summary>
    /// <param name="application">The application.</param>
    /// <param name="store">The store.</param>
    /// <param name="services">Services and what their environment holds.</param>
    /// <param name="own">Names and addresses of the store's own server.</param>
    /// <remarks>A file behind the name, a list of hosts: nobody here reads it, so it is another.</remarks>
    public static ServerElsewhere? Find(
        Application application, Store store, IEnumerable<(string Service, IReadOnlyDictionary<string, string> Environment)> services, IReadOnlySet<string> own) =>
        AllOf(application, store, services).FirstOrDefault(told => !own.Contains(told.Host) || told.Port != UsualPort);

    /// <summary>What each service that writes a store is told, by service; those that are told nothing are left out.</summary>
    /// <inheritdoc cref="Find" />
    public static IEnumerable<ServerElsewhere> AllOf(Application application, Store store, IEnumerable<(string Service, IReadOnlyDictionary<string, string> Environment)> services) =>
        from variables in new[] { store.Connection }.OfType<ServerVariables>()
        from one in services.OrderBy(one => one.Service, StringComparer.Ordinal)
        where one.Service != store.Service && application.Services.GetValueOrDefault(one.Service)?.Writes.Contains(store.Name) == true
        let host = Value(one.Environment, variables.Host)
        where host is not null
        let port = Value(one.Environment, variables.Port) ?? UsualPort
        let known = application.Migrations.Store == store.Name ? application.Migrations.Database : null
        let user = Value(one.Environment, variables.User)
        let database = Value(one.Environment, variables.Database)
        select new ServerElsewhere(one.Service, variables.Host, host, port, database, user)
        {
            IsWorkable = variables.Password is not null && user is not null && (database ?? known) is not null && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _) && IsOneMachine(host),
        };

    /// <summary>Whether it is the same database, whoever is told.</summary>
    public bool IsSameAs(ServerElsewhere other) => string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase) && (Port, Database, User) == (other.Port, other.Database, other.User);

    /// <summary>Whether it is that server's database, with the name that it has where none is told.</summary>
    public bool IsSameAs(ExternalServer server, string database) => string.Equals(Host, server.Host, StringComparison.OrdinalIgnoreCase)
        && (Port, Database ?? database, User) == (server.Port.ToString(CultureInfo.InvariantCulture), server.Database, server.User);

    // A list of hosts, a folder with a socket, and what each container takes for itself.
    private static bool IsOneMachine(string host) =>
        !host.Contains(',', StringComparison.Ordinal) && !host.StartsWith('/') && !host.StartsWith('@') && host != "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Names by which the services of a rendered project reach one of them.</summary>
    public static IReadOnlySet<string> NamesOf(string service, ComposeConfiguration project)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { service };
        if (project.Services.GetValueOrDefault(service)?.ContainerName is { } container)
            names.Add(container);
        if (project.Leaves.GetValueOrDefault($"services.{service}.hostname") is { Length: > 0 } hostname)
            names.Add(hostname);

        // services.db.networks.default.aliases["postgres"]
        foreach (var leaf in project.Leaves.Keys.Where(leaf => leaf.StartsWith($"services.{service}.networks.", StringComparison.Ordinal) && leaf.EndsWith("\"]", StringComparison.Ordinal)))
        {
            if (leaf.IndexOf(".aliases[\"", StringComparison.Ordinal) is var at and > 0)
                names.Add(leaf[(at + ".aliases[\"".Length)..^2]);
        }

        return names;
    }

    private static string? Value(IReadOnlyDictionary<string, string> environment, Name? variable) =>
        variable is { } name && environment.GetValueOrDefault(name.Text) is { } value && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
