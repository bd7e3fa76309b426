namespace Hopguard.Lab;

/// <summary>An image that the lab builds from Debian and npm packages.</summary>
/// <param name="Tag">Name under which deployments find it: that of the image it stands in for.</param>
/// <param name="Folder">Its folder below <c>Images</c>.</param>
/// <param name="Parent">What it stands on.</param>
/// <param name="Arguments">Build arguments: one folder can make several images.</param>
public sealed record LabImage(string Tag, string Folder, LabImage? Parent, params IReadOnlyList<(string Name, string Value)> Arguments)
{
    /// <summary>On every image, container, volume and network that the lab makes; it touches no others.</summary>
    public const string Label = "hopguard.lab";

    /// <summary>Label that holds the hash of all an image was made from.</summary>
    public const string ContentLabel = "hopguard.lab.content";

    static readonly LabImage Base = new("hopguard-lab/base", "base", Parent: null);
    static readonly LabImage PostgresClient = new("hopguard-lab/postgres-client", "postgres-client", Base);

    static readonly LabImage Django = new("hopguard-lab/django", "django", Base);

    /// <summary>PostgreSQL 10 with the manners of the official image.</summary>
    public static LabImage Postgres10 { get; } = new("postgres:10-alpine", "postgres-10", PostgresClient);

    /// <summary>PostgreSQL 15 with the manners of the official image.</summary>
    public static LabImage Postgres15 { get; } = new("postgres:15-alpine", "postgres-15", PostgresClient);

    /// <summary>What the application with its data in folders of the host runs on: a database of two majors and a server of two versions.</summary>
    public static IReadOnlyList<LabImage> Notes { get; } =
    [
        new("postgres:13-bookworm", "postgres-npm", PostgresClient, ("MAJOR", "13"), ("PACKAGE", "13.23.0-beta.16")),
        new("postgres:17-bookworm", "postgres-npm", PostgresClient, ("MAJOR", "17"), ("PACKAGE", "17.10.0-beta.17")),
        new("notes/server:1.1.0", "notes", PostgresClient, ("VERSION", "1.1.0")),
        new("notes/server:1.2.0", "notes", PostgresClient, ("VERSION", "1.2.0")),
        new("notes/server:1.3.0", "notes", PostgresClient, ("VERSION", "1.3.0")),
    ];

    /// <summary>Redis.</summary>
    public static LabImage Redis { get; } = new("redis:4.0-alpine", "redis", Base);

    /// <summary>Everything that CVAT 2.2.0 and 2.3.0 run on.</summary>
    public static IReadOnlyList<LabImage> Cvat { get; } = OfCvat("2.2.0", "2.3.0");

    /// <summary>Everything that the release runs on to which the tests take the general plan.</summary>
    public static IReadOnlyList<LabImage> General { get; } = OfCvat("2.48.1");

    /// <summary>Everything that these releases of CVAT run on, with the proxies that their overlays for TLS name.</summary>
    public static IReadOnlyList<LabImage> OfCvat(params IReadOnlyList<string> versions) =>
        [.. versions.SelectMany(version => ReleaseFacts.Of(version).Images.Concat(["traefik:v2.4", "traefik:v2.9"]).Select(image => StandIn(image, version))).DistinctBy(image => image.Tag)];

    /// <summary>Whether an image of that name and tag is one that the lab keeps, so that it need not be made again.</summary>
    public static bool IsKept(string tag) =>
        tag.StartsWith("hopguard-lab/", StringComparison.Ordinal) || Cvat.Concat(General).Concat(Notes).Any(image => image.Tag == tag);

    /// <summary>The image with what it stands on, lowest first.</summary>
    public IEnumerable<LabImage> WithParents() => Parent is null ? [this] : Parent.WithParents().Append(this);

    // What stands in for an image of a release's compose file.
    static LabImage StandIn(string image, string release)
    {
        var (name, tag) = (image.Split(':')[0], image.Split(':') is [_, var given] ? given : "latest");
        return name switch
        {
            "postgres" => tag.StartsWith("10", StringComparison.Ordinal) ? Postgres10 : Postgres15,
            "redis" => image == Redis.Tag ? Redis : new(image, "redis-again", Redis),
            "eqalpha/keydb" => new(image, "keydb", Redis, ("VERSION", tag)),
            "apache/kvrocks" => new(image, "kvrocks", Redis, ("VERSION", tag)),
            "cvat/server" or ReleaseService.UntaggedImage => new(image, "cvat-server", Django, ("VERSION", release)),
            "cvat/ui" or "openvino/cvat_ui" => Web(image, "ui", release, Version.Parse(release) < new Version(2, 44, 0) ? "80" : "8000"),
            "traefik" => Web(image, "traefik", tag.TrimStart('v'), "8080"),
            "openpolicyagent/opa" => Web(image, "opa", tag.Split('-')[0], "8181"),
            "clickhouse/clickhouse-server" => Keeper(image, "clickhouse", tag, "8123", "/var/lib/clickhouse"),
            "timberio/vector" => Web(image, "vector", tag, "8282"),
            "grafana/grafana-oss" => Web(image, "grafana", tag, "3000"),
            _ => throw new LabException($"nothing stands in for image '{image}'", "add it to LabImage"),
        };
    }

    static LabImage Keeper(string tag, string role, string version, string port, string folder) =>
        new(tag, "web", Base, ("ROLE", role), ("VERSION", version), ("PORT", port), ("FOLDER", folder));

    static LabImage Web(string tag, string role, string version, string port) => new(tag, "web", Base, ("ROLE", role), ("VERSION", version), ("PORT", port));
}
