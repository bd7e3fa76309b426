using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Compose;
using Hopguard.Docker.Targets;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Compose;

/// <summary>A deployment whose database is a server outside of the project is seen as one, whichever compose file says so, and nothing is done with what its own service holds.</summary>
[Collection(nameof(SecondDockerLabCollection))]
public sealed class ExternalDatabaseTests(DockerLab lab)
{
    private const string Overlay = """
        services:
          db: { deploy: { replicas: 0 } }
          server: { environment: { DB_HOST: db.example.org, DB_PORT: "5433", DB_NAME: the shop, DB_USER: keeper } }
        """;

    [Fact]
    public async Task An_external_database_is_refused_before_anything_is_touched_until_it_is_moved_into_the_project()
    {
        await using var shop = Shop.Lay(lab, ["compose.yml", "external.yml"]);
        shop.Known = Shop.WithConnection;
        shop.Write("external.yml", Overlay);
        await shop.StartAsync();

        await Remedies.LeadsOutAsync(
            shop.InspectAsync,
            "Store 'database' lies in an external database: service 'server' connects to 'db.example.org:5433' (DB_HOST), which is not the server of service 'db'",
            "Hopguard copies and restores only databases of the project: stop what writes to this one, back it up with "
            + "'pg_dump --host=db.example.org --port=5433 --username=keeper --format=custom --file='the shop.dump' 'the shop'', prove that by a restore elsewhere, and upgrade by the vendor's guide; "
            + "or move it into service 'db', take DB_HOST away, and type the same command again",
            async () =>
            {
                shop.Write("external.yml", "services: { server: { environment: { DB_HOST: \"\" } } }");
                await shop.StartAsync();
            });
    }

    // An empty server, or one that was left behind, is running all the same.
    [Theory]
    [InlineData("DB_HOST", "10.1.2.3", true)]
    [InlineData("DB_HOST", "pooler", true)]
    [InlineData("DB_HOST", "localhost", true)]
    [InlineData("DB_HOST", "/var/run/postgresql", true)]
    [InlineData("DB_HOST", "db,db.example.org", true)]
    [InlineData("DB_HOST", "db", false)]
    [InlineData("DB_HOST", "DB", false)]
    [InlineData("DB_HOST", "elephant", false)]
    [InlineData("DB_HOST", "shop-db-1", false)]
    [InlineData("DB_HOST", "172.18.0.2", false)]
    [InlineData("DB_HOST", " ", false)]
    [InlineData("OTHER_HOST", "10.1.2.3", false)]
    public void A_host_is_external_that_is_no_name_and_no_address_of_the_stores_server(string variable, string host, bool isExternal)
    {
        var own = Container("db") with { Aliases = ["elephant"], Addresses = new Dictionary<string, string> { ["shop_default"] = "172.18.0.2" } };
        var require = () => ExternalDatabases.Find(Shop.WithConnection, [own, Told("server", (variable, host))]);

        if (isExternal)
        {
            require.Should().Throw<HopguardException>().WithMessage($"Store 'database' lies in an external database: service 'server' connects to '{host}:5432' (DB_HOST)*")
                .Which.Remedy.Should().Contain($"'pg_dump --host={host} --port=5432 --username=USER --format=custom --file=shop.dump shop'", "no variable names role and database");
        }
        else
        {
            require.Should().NotThrow();
        }
    }

    [Fact]
    public void One_service_that_is_told_otherwise_is_enough_and_one_that_does_not_write_the_store_says_nothing()
    {
        var require = (string service) => () => ExternalDatabases.Find(Shop.WithConnection, [Container("db"), Told("server", ("DB_HOST", "db")), Told(service, ("DB_HOST", "db.example.org"))]);

        require("server").Should().Throw<HopguardException>();
        require("worker").Should().NotThrow();
        require("db").Should().NotThrow("its own environment is not how others find it");
    }

    [Fact]
    public void Another_port_of_the_stores_server_is_another_server()
    {
        var require = (string port) => () => ExternalDatabases.Find(Shop.WithConnection, [Container("db"), Told("server", ("DB_HOST", "db"), ("DB_PORT", port))]);

        require("6432").Should().Throw<HopguardException>().WithMessage("*'db:6432'*");
        require("5432").Should().NotThrow();
    }

    [Fact]
    public void One_that_every_service_is_told_alike_and_can_be_logged_in_to_is_worked_with()
    {
        var database = Shop.WithConnection.Stores["database"];
        var known = Shop.WithConnection with { Stores = Shop.WithConnection.Stores.SetItem("database", database with { Connection = database.Connection! with { Password = Plans.Model.Name.Of("DB_PASSWORD") } }) };
        (string, string)[] told = [("DB_HOST", "db.example.org"), ("DB_NAME", "the shop"), ("DB_USER", "keeper")];

        var found = ExternalDatabases.Find(known, [Told("server", told)])["database"];

        (found.Host, found.Port, found.Database, found.User).Should().Be(("db.example.org", "5432", "the shop", "keeper"));
        foreach (var host in new[] { "localhost", "127.0.0.1", "/var/run/postgresql", "one,two" })
            new Action(() => ExternalDatabases.Find(known, [Told("server", [("DB_HOST", host), .. told[1..]])])).Should().Throw<HopguardException>().WithMessage("Store 'database' lies in an external database*");
        new Action(() => ExternalDatabases.Find(known, [Told("server", told[..2])])).Should().Throw<HopguardException>("nobody knows as whom to log in");
    }

    [Theory]
    [InlineData(11, 12, null, "2.0.0 needs 12")]
    [InlineData(11, null, 12, "3.0.0 needs 12")]
    [InlineData(12, 12, 12, null)]
    [InlineData(11, null, null, null)]
    public async Task A_server_that_is_too_old_for_a_release_of_the_way_is_refused_before_it_is_begun(int major, int? next, int? last, string? refusal)
    {
        await using var shop = Shop.Lay(lab, ["compose.yml"]);
        var two = Shop.WithConnection.Releases[1];
        shop.Known = Shop.WithConnection with { Releases = [Shop.WithConnection.Releases[0], two with { LeastPostgreSqlMajor = next }, two with { Version = ReleaseVersion.Parse("3.0.0"), LeastPostgreSqlMajor = last }] };
        var found = shop.Snapshot() with { Majors = new Dictionary<string, int> { ["database"] = major } };
        var before = (ContainerDetails.Of(found) with { Stores = new Dictionary<string, StoreSnapshot> { ["database"] = new("db", "", null, null) { External = new ExternalServer("server", "db.example.org", "db.example.org", 5432, "shop", "keeper") } } }).AddTo(found);
        var check = new CheckTarget { Id = "check" };
        var later = shop.Context(before, check).Plan with { From = two.Version, To = ReleaseVersion.Parse("3.0.0") };
        shop.LaterHops = [later];

        string.Join("; ", ServerNewEnough.Find(shop.Context(before, check))).Should().Be(refusal is null ? string.Empty : $"database 'shop' of db.example.org:5432 is a server of PostgreSQL {major}, and version {refusal} or newer (have it upgraded first, by whoever runs it)");
    }

    private static ContainerState Told(string service, params (string Name, string Value)[] variables) =>
        Container(service) with { Environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value) };

    private static ContainerState Container(string service) => new()
    {
        Id = service,
        Name = $"shop-{service}-1",
        Image = "image",
        ImageId = "sha256:1",
        Status = "running",
        Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = "shop", ["com.docker.compose.service"] = service },
    };
}
