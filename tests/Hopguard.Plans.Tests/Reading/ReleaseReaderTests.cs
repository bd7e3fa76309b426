using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>Releases that say only what they change, and what becomes of them.</summary>
public sealed class ReleaseReaderTests
{
    private const string First = "1.0.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0001\" }, compose: [compose/1.0.0/compose.yaml] }";
    private const string Second = "2.0.0: { postgresql: 15, services: [db, cache, server], migrations: { shop: \"0002\" }, compose: [compose/2.0.0/compose.yaml] }";

    [Fact]
    public void What_a_release_leaves_out_is_as_in_the_release_before()
    {
        var releases = Read("""
            1.0.0: { postgresql: 13, services: [db, cache, server], migrations: { shop: "0001", mail: "0005" }, settings: [HOST], mandatory-stop: true, one-way: [shop/0001] }
              2.0.0: { least-postgresql: 14 }
              2.1.0: { postgresql: 16, services: { add: [worker], remove: [cache] }, migrations: { shop: "0002" }, settings: { add: [PORT], remove: [HOST] }, project: shop }
              2.2.0: { services: { rename: { server: cache } }, migrations: { mail: none } }
            """);

        releases.Select(release => (release.PostgreSqlMajor, string.Join(' ', release.Services), string.Join(' ', release.Settings), release.Project?.Text)).Should().Equal(
            (13, "db cache server", "HOST", null),
            (13, "db cache server", "HOST", null),
            (16, "db server worker", "PORT", "shop"),
            (16, "db cache worker", "PORT", "shop"));
        releases.Select(release => release.LeastPostgreSqlMajor).Should().Equal(null, 14, 14, 14);
        releases[1].Migrations.Should().Equal(releases[0].Migrations);
        releases[2].Migrations.Should().BeEquivalentTo(new Dictionary<string, string> { ["shop"] = "0002", ["mail"] = "0005" });
        releases[3].Migrations.Should().BeEquivalentTo(new Dictionary<string, string> { ["shop"] = "0002" });
        releases[3].Renames.Should().ContainKey("server").WhoseValue.Text.Should().Be("cache");
    }

    [Fact]
    public void What_happens_on_the_way_to_a_release_is_of_that_release_alone()
    {
        var releases = Read("""
            1.0.0: { postgresql: 13, services: [db], mandatory-stop: true, one-way: [shop/0001], touches: { media: [shop/0001] }, compose: [compose/1.0.0/compose.yaml], post-upgrade: [{ service: db, command: [x] }] }
              2.0.0: {}
            """);

        var after = releases[1];
        (after.MandatoryStop, after.OneWay.Length, after.Touches.Count, after.ComposeFiles.Length, after.PostUpgrade.Length).Should().Be((false, 0, 0, 0, 0));
    }

    [Fact]
    public void The_order_is_that_of_versions_and_not_that_of_the_file() =>
        Read("10.0.0: { services: { add: [cache] } }\n  9.0.0: { postgresql: 15, services: [db] }")[1].Services.Should().Equal("db", "cache");

    [Theory]
    [InlineData(First, "{|HOP908:1.0.0|}: { services: [db, cache, server] }")]
    [InlineData(First, "{|HOP908:1.0.0|}: { postgresql: 15 }")]
    [InlineData(First, "{|HOP908:1.0.0|}: { postgresql: 15, services: { add: [db] } }")]
    [InlineData(Second, "2.0.0: { services: { add: [worker, {|HOP909:db|}] } }")]
    [InlineData(Second, "2.0.0: { services: { remove: [{|HOP908:worker|}] } }")]
    [InlineData(Second, "2.0.0: { services: { rename: { {|HOP908:worker|}: server } } }")]
    [InlineData(Second, "2.0.0: { services: { add: [{|HOP908:wrker|}] } }")]
    [InlineData(Second, "2.0.0: { services: { rename: { cache: worker } }, renames: {|HOP906:{ cache: worker }|} }")]
    [InlineData(Second, "2.0.0: { services: { {|HOP904:ad|}: [worker] } }")]
    [InlineData(Second, "2.0.0: { settings: { remove: [{|HOP908:HOST|}] } }")]
    [InlineData(Second, "2.0.0: { settings: { {|HOP904:rename|}: { a: b } } }")]
    [InlineData(Second, "2.0.0: { migrations: { {|HOP908:mail|}: none } }")]
    [InlineData(Second, "2.0.0: { project: {|HOP906:a b|} }")]
    public void A_change_of_what_is_not_there_is_found(string from, string to) => Shop.Standard.Changed(Shop.Application, from, to).RaisesAmongSyntax();

    [Fact]
    public void Many_releases_that_each_add_names_stay_bounded()
    {
        var added = Enumerable.Range(0, 40).Select(release => $"  {release + 3}.0.0: {{ settings: {{ add: [{string.Join(", ", Enumerable.Range(0, 20).Select(name => $"S{release}_{name}"))}] }} }}");
        var text = Shop.Text(Shop.Application) + "\n" + string.Join('\n', added) + "\n";

        ApplicationReader.Read("application.yaml", text).Findings.Should().Contain(finding => finding.Message.English.Contains("more than 500 names"));
    }

    [Fact]
    public void A_project_that_the_application_names_counts_where_no_compose_file_is_at_hand() => Shop.Standard
        .Without(Shop.Old).Without(Shop.New)
        .Changed(Shop.Application, ", compose: [compose/1.0.0/compose.yaml]", string.Empty)
        .Changed(Shop.Application, "compose: [compose/2.0.0/compose.yaml]", "project: shop")
        .Changed(Shop.Plan, "to: 2.0.0\n", "to: {|HOP212:2.0.0|}\n")
        .RaisesWhatIsMarked();

    private static IReadOnlyList<Release> Read(string releases)
    {
        var text = Shop.Text(Shop.Application);
        var read = ApplicationReader.Read("application.yaml", text[..text.IndexOf("  1.0.0:", StringComparison.Ordinal)] + "  " + releases);
        read.Findings.Should().BeEmpty();
        return read.Value!.Releases;
    }
}
