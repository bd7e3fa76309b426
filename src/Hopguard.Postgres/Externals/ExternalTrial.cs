using System.Globalization;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Externals;

/// <summary>The server on which a dump of an external database is proved: of the same major, from an image that the engine has, with the bootstrap role of the other, whose objects go by its name.</summary>
internal sealed class ExternalTrial(IContainerEngine engine, ICompose compose, ExternalServers servers)
{
    /// <summary>The network of tools: the engine's host's own, so that they reach the server on the same way as Hopguard.</summary>
    public const string HostNetwork = "host";

    private const string BootstrapRole = "SELECT rolname::text FROM pg_roles WHERE oid = 10";

    /// <summary>The server that a trial is started from.</summary>
    /// <exception cref="HopguardException">The engine has no image of that major.</exception>
    public async Task<TargetServer> FindAsync(ExternalStore store, StepContext context, CancellationToken cancellationToken)
    {
        var endpoint = await servers.EndpointAsync(store, cancellationToken);
        await using var connection = await new DatabaseHold(endpoint).BesideAsync(cancellationToken);
        var major = await connection.MajorAsync(cancellationToken);
        var image = await FindImageAsync(store, major, context, cancellationToken)
            ?? throw new HopguardException($"No image of PostgreSQL {major}, the major of the external database of store '{store.Store.Name}', is on the engine, so no copy of it could be proved", $"docker pull postgres:{major}-alpine");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["POSTGRES_USER"] = (await connection.ScalarAsync<string>(BootstrapRole, cancellationToken))!,
            ["POSTGRES_DB"] = "postgres",
        };
        if (endpoint.Password is { } password)
            environment["POSTGRES_PASSWORD"] = password;
        else
            environment["POSTGRES_HOST_AUTH_METHOD"] = "trust";

        return new TargetServer(image, environment, MadeNames.PlaceOf(context, store.Store.Name), PostgreSqlFolder.MountOf(major));
    }

    // That of the service that the compose files have for the store, else any that is called after PostgreSQL; a tag says nothing for certain, so the image is asked.
    private async Task<string?> FindImageAsync(ExternalStore store, int major, StepContext context, CancellationToken cancellationToken)
    {
        var candidates = new List<string>();
        if ((await compose.ConfigAsync(context.Before.Compose(), cancellationToken)).Services.GetValueOrDefault(store.Store.Service)?.Image is { Length: > 0 } own)
            candidates.Add(own);

        foreach (var id in await engine.ListImagesAsync(cancellationToken))
            candidates.AddRange((await engine.FindImageAsync(id, cancellationToken))?.Tags.Where(reference => IsPostgreSql(reference, major)) ?? []);

        foreach (var image in candidates.Take(1).Concat(candidates.Skip(1).Order(StringComparer.Ordinal)))
        {
            if (await engine.FindImageAsync(image, cancellationToken) is not null
                && (await ImageBase.AskAsync(engine, image, context.Owner("base"), cancellationToken)).Major == major.ToString(CultureInfo.InvariantCulture))
                return image;
        }

        return null;
    }

    private static bool IsPostgreSql(string reference, int major) =>
        ComposeImage.Parse(reference) is { IsOfficialPostgreSql: true, PostgreSqlMajor: { } found } && found == major;
}
