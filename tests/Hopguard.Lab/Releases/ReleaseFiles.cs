using System.Text;

namespace Hopguard.Lab;

/// <summary>The files of a release's source tree that its operators use, written from its facts: the compose file, the overlay for TLS, and what the compose file mounts from the tree.</summary>
/// <param name="facts">What the release consists of.</param>
sealed class ReleaseFiles(ReleaseFacts facts)
{
    const string Rule = "Host(`${CVAT_HOST:-localhost}`)";
    const string ServerPaths = "PathPrefix(`/api/`) || PathPrefix(`/static/`) || PathPrefix(`/admin`) || PathPrefix(`/django-rq`)";

    /// <summary>The overlay for a database server that is not the project's.</summary>
    public const string ExternalDatabase = "docker-compose.external_db.yml";

    static readonly Version TwoStores = new(2, 10, 0);
    static readonly Version TraefikByEnvironment = new(2, 9, 0);

    /// <summary>Names relative to the tree, and contents.</summary>
    public IEnumerable<(string Name, string Content)> All =>
    [
        ("README.md", $"# CVAT {facts.Version}\n\nThe source tree of the lab's CVAT, cut down to what an operator uses. Start it with `docker compose up -d`.\n"),
        ("docker-compose.yml", Compose()),
        ("docker-compose.https.yml", Https()),
        (ExternalDatabase, External()),
        .. facts.Services.Values.SelectMany(service => service.Mounts).Where(mount => mount.StartsWith("./", StringComparison.Ordinal)).Select(Mounted),
    ];

    (string Name, string Content) Mounted(string mount)
    {
        var path = mount.Split(':')[0][2..];
        var isFolder = path.EndsWith('/') || !Path.HasExtension(path);
        return (isFolder ? Path.Combine(path, "lab.txt") : path, $"# of CVAT {facts.Version}\n");
    }

    string Compose()
    {
        var text = new StringBuilder($"# CVAT {facts.Version} as its operators know it: names of services, containers, volumes, images and settings are CVAT's.\n");
        text.Append(facts.Project is { } project ? $"name: {project}\n" : string.Empty).Append(facts.Format is { } format ? $"version: '{format}'\n" : string.Empty).Append("\nservices:\n");
        foreach (var service in facts.Services.Values)
            Append(text, service);
        text.Append("volumes:\n").AppendJoin(string.Empty, facts.Volumes.Select(volume => $"  {volume}:\n")).Append("\nnetworks:\n  cvat:\n");
        return text.ToString();
    }

    void Append(StringBuilder text, ReleaseService service)
    {
        text.Append($"  {service.Name}:\n    container_name: {service.Name}\n    image: {facts.InFile(service.Image)}\n    restart: always\n");
        text.Append(CommandOf(service) is { } command ? $"    command: {command}\n" : string.Empty);
        AppendList(text, "depends_on", service.IsBackEnd ? facts.Services.Keys.Where(name => name == "cvat_db" || name.StartsWith("cvat_redis", StringComparison.Ordinal)) : []);
        AppendMap(text, "environment", EnvironmentOf(service));
        AppendList(text, "labels", LabelsOf(service));
        AppendList(text, "ports", PortsOf(service));
        AppendList(text, "volumes", service.Mounts);
        text.Append("    networks:\n      cvat:\n").Append(service.Name == "cvat_server" ? "        aliases:\n          - cvat-server\n" : string.Empty).Append('\n');
    }

    string? CommandOf(ReleaseService service) =>
        service.Name == "traefik" && facts.Version < TraefikByEnvironment ? "['--providers.docker.exposedByDefault=false', '--entryPoints.web.address=:8080']" : service.Command;

    IEnumerable<(string Name, string Value)> EnvironmentOf(ReleaseService service) => service switch
    {
        { Name: "cvat_db" } => [("POSTGRES_USER", "root"), ("POSTGRES_DB", "cvat"), ("POSTGRES_HOST_AUTH_METHOD", "trust")],
        { Name: "traefik" } when facts.Version >= TraefikByEnvironment => [("TRAEFIK_ENTRYPOINTS_web_ADDRESS", ":8080"), ("TRAEFIK_PROVIDERS_DOCKER_EXPOSEDBYDEFAULT", "'false'")],
        { IsBackEnd: true } => [("CVAT_POSTGRES_HOST", "cvat_db"), .. Stores(), .. service.Name == facts.Server ? [("ALLOWED_HOSTS", "'*'")] : Array.Empty<(string, string)>()],
        _ => [],
    };

    IEnumerable<(string Name, string Value)> Stores() => facts.Version < TwoStores
        ? [("CVAT_REDIS_HOST", "cvat_redis")]
        : [("CVAT_REDIS_INMEM_HOST", "cvat_redis_inmem"), ("CVAT_REDIS_INMEM_PORT", "6379"), ("CVAT_REDIS_ONDISK_HOST", "cvat_redis_ondisk"), ("CVAT_REDIS_ONDISK_PORT", facts.Version == TwoStores ? "6379" : "6666")];

    IEnumerable<string> LabelsOf(ReleaseService service)
    {
        var name = service.Name == facts.Server ? "cvat" : service.Name == "cvat_ui" ? "cvat-ui" : null;
        return name is null ? [] :
        [
            "traefik.enable=true", $"traefik.http.services.{name}.loadbalancer.server.port={(name == "cvat" ? 8080 : facts.Version < new Version(2, 44, 0) ? 80 : 8000)}",
            $"traefik.http.routers.{name}.rule={Rule}{(name == "cvat" ? $" && ({ServerPaths})" : string.Empty)}", $"traefik.http.routers.{name}.entrypoints=web",
        ];
    }

    // Ports of the host can be moved, and the dashboard's is left out.
    static IEnumerable<string> PortsOf(ReleaseService service) => service.Ports.Where(port => port != "8090:8090").Select(port => port switch
    {
        "8080:8080" => "${CVAT_PORT:-8080}:8080",
        "8181:8181" => "${CVAT_OPA_PORT:-8181}:8181",
        _ => port,
    });

    string Https()
    {
        var text = new StringBuilder("# TLS in front of CVAT. Used together with docker-compose.yml; CVAT_HOST and ACME_EMAIL have to be set.\n").Append(facts.Format is { } format ? $"version: '{format}'\n" : string.Empty).Append("\nservices:\n");
        foreach (var (service, router) in new[] { (facts.Server, "cvat"), ("cvat_ui", "cvat-ui") })
            text.Append($"  {service}:\n    labels:\n      - traefik.http.routers.{router}.entrypoints=websecure\n      - traefik.http.routers.{router}.tls.certresolver=lets-encrypt\n\n");
        text.Append("  traefik:\n");
        if (facts.Version < new Version(2, 27, 0))
            text.Append($"    image: traefik:{(facts.Version < new Version(2, 4, 5) ? "v2.4" : "v2.9")}\n    container_name: traefik\n");
        const string email = "${ACME_EMAIL:?Please set the ACME_EMAIL env variable}";
        if (facts.Version < TraefikByEnvironment)
            AppendList(text, "command", ["'--entryPoints.web.address=:80'", "'--entryPoints.websecure.address=:443'", $"'--certificatesResolvers.lets-encrypt.acme.email={email}'"]);
        else
            AppendMap(text, "environment", [("TRAEFIK_ENTRYPOINTS_web_ADDRESS", ":80"), ("TRAEFIK_ENTRYPOINTS_websecure_ADDRESS", ":443"), ("TRAEFIK_CERTIFICATESRESOLVERS_lets-encrypt_ACME_EMAIL", email)]);
        AppendList(text, "ports", ["${CVAT_HTTP_PORT:-80}:80", "${CVAT_HTTPS_PORT:-443}:443"]);
        AppendList(text, "volumes", ["cvat_letsencrypt:/letsencrypt"]);
        return text.Append("\nvolumes:\n  cvat_letsencrypt:\n").ToString();
    }

    // Names without values: those stand in '.env', or in the shell that compose is started from.
    string External()
    {
        var text = new StringBuilder("# A database server that is not CVAT's own. Used together with docker-compose.yml.\n").Append(facts.Format is { } format ? $"version: '{format}'\n" : string.Empty)
            .Append("\nservices:\n  cvat_db:\n    deploy:\n      replicas: 0\n\n");
        foreach (var service in facts.Services.Values.Where(service => service.IsBackEnd))
        {
            text.Append($"  {service.Name}:\n    environment:\n").AppendJoin(string.Empty, new[] { "HOST", "PORT", "DBNAME", "USER" }.Select(name => $"      CVAT_POSTGRES_{name}:\n"));
            text.Append("      CVAT_POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password\n    secrets: [postgres_password]\n\n");
        }

        return text.Append("secrets:\n  postgres_password:\n    environment: CVAT_POSTGRES_PASSWORD\n").ToString();
    }

    static void AppendMap(StringBuilder text, string key, IEnumerable<(string Name, string Value)> entries)
    {
        var lines = entries.Select(entry => $"      {entry.Name}: {entry.Value}\n").ToArray();
        if (lines.Length > 0)
            text.Append($"    {key}:\n").AppendJoin(string.Empty, lines);
    }

    static void AppendList(StringBuilder text, string key, IEnumerable<string> entries)
    {
        var lines = entries.Select(entry => $"      - {entry}\n").ToArray();
        if (lines.Length > 0)
            text.Append($"    {key}:\n").AppendJoin(string.Empty, lines);
    }
}
