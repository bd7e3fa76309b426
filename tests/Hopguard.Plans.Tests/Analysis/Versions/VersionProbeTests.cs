using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Analysis.Versions;

/// <summary>How the installed version is read: of the application, and of releases that are read otherwise.</summary>
public sealed class VersionProbeTests
{
    private const string Probe = "version: { service: server, port: 80, path: /version, field: version }";
    private const string Newer = "2.0.0: { postgresql: 15, services: [db, cache, server],";

    [Theory]
    [InlineData("{ service: server, label: org.opencontainers.image.version }")]
    [InlineData("{ service: server, label: org.opencontainers.image.version, port: 80, path: /health }")]
    [InlineData("{ service: server, query: { store: database, database: shop, sql: \"SELECT max(v) FROM about WHERE name IN ('it''s now()', 'b')\" } }")]
    [InlineData("{ service: server, port: 80, path: \"/version?format=json\", field: version, header: { name: X-Token, value-from: SHOP_TOKEN } }")]
    public void It_may_be_read_from_other_things(string probe) => Shop.Standard.Changed(Shop.Application, Probe, "version: " + probe).RaisesNothing();

    [Theory]
    [InlineData("{ service: server }", "HOP905")]
    [InlineData("{ service: server, port: 80, path: /version }", "HOP905")]
    [InlineData("{ service: server, field: version, path: /version }", "HOP905")]
    [InlineData("{ service: server, label: v, header: { name: X, value-from: Y } }", "HOP905")]
    [InlineData("{ service: server, port: 80, path: /version, field: version, label: v }", "HOP906")]
    [InlineData("{ service: server, tag: false }", "HOP906")]
    [InlineData("{ service: server, port: 80, path: /v, field: v, header: { name: Authorization, value-from: \"Bearer abc\" } }", "HOP906")]
    [InlineData("{ service: server, port: 80, path: /v, field: v, header: { name: Authorization, value: abc } }", "HOP905")]
    [InlineData("{ service: server, query: { store: database, database: shop, sql: \"DELETE FROM about\" } }", "HOP906")]
    [InlineData("{ service: server, query: { store: database, database: shop, sql: \"SELECT 1; DELETE FROM about\" } }", "HOP906")]
    public void It_is_read_in_one_way_and_the_plan_holds_no_secret(string probe, string rule) =>
        Shop.Standard.Changed(Shop.Application, Probe, "version: " + probe).Judge().Select(finding => finding.Rule.Id).Should().Contain(rule);

    [Fact]
    public void A_release_may_be_read_otherwise()
    {
        var shop = Shop.Standard.Changed(Shop.Application, Newer, Newer + " version: { service: server, tag: true },").Changed(Shop.New, "shop/server:1", "shop/server:v2.0.0");

        shop.RaisesNothing();
        var application = PlanSet.Read(shop.Files).Applications.Single();
        application.ProbeOf(ReleaseVersion.Parse("1.0.0")).Should().Be(new VersionProbe("server", 80, "/version", "version"));
        application.ProbeOf(ReleaseVersion.Parse("2.0.0")).Source.Should().BeOfType<VersionSource.ImageTag>();
        application.Probes.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("{ service: worker, port: 80, path: /version, field: version }", "The version of release 2.0.0 is read from service 'worker', which that release does not have; give the release a 'version' of its own")]
    [InlineData("{ service: server, query: { store: media, database: shop, sql: SELECT v FROM about } }", "The version of release 2.0.0 is queried from store 'media', which is no database of PostgreSQL; name one that can be queried")]
    [InlineData("{ service: server, tag: true }", "The version of release 2.0.0 is the tag of image 'shop/server:latest', which is no version; write one in its compose file, or read the version from a 'label' of the image")]
    public void What_it_is_read_from_is_in_the_release(string probe, string message) => Shop.Standard
        .Changed(Shop.Application, Newer, $"{Newer} version: {probe},").Changed(Shop.New, "shop/server:1", "shop/server:latest")
        .Judge().Should().ContainSingle(finding => finding.Rule.Id == "HOP231").Which.Message.English.Should().Be(message);

    [Theory]
    [InlineData("SELECT shop_version()", "shop_version")]
    [InlineData("SELECT pg_terminate_backend(pid) FROM pg_stat_activity", "pg_terminate_backend")]
    [InlineData("SELECT max(v) FROM shop.\\\"about\\\" (1)", "shop.\"about\"")]
    [InlineData("SELECT v INTO other FROM about", "INTO")]
    [InlineData("SELECT v FROM about FOR UPDATE", "FOR UPDATE")]
    public void A_query_that_may_do_more_than_read_is_refused(string sql, string word) => Shop.Standard
        .Changed(Shop.Application, Probe, $"version: {{ service: server, query: {{ store: database, database: shop, sql: \"{sql}\" }} }}")
        .Judge().Should().ContainSingle(finding => finding.Rule.Id == "HOP032").Which.Message.English.Should().Contain($"uses '{word}'");

    [Theory]
    [InlineData("/version?token=ab12", true)]
    [InlineData("/version?a=b&api_key=ab12", true)]
    [InlineData("/token?of=what", false)]
    public void A_path_holds_no_secret(string path, bool isFound) => Shop.Standard
        .Changed(Shop.Application, "path: /version,", $"path: \"{path}\",").Judge().Select(finding => finding.Rule.Id).Should().Equal(isFound ? ["HOP408"] : []);
}
