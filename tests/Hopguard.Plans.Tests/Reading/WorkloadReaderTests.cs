using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>How a service is found on a cluster.</summary>
public sealed class WorkloadReaderTests
{
    [Fact]
    public void Labels_and_container_are_read_by_the_release_that_they_begin_with()
    {
        var server = Read("[{ labels: { app: shop, tier: web }, container: shop-web }, { labels: { app: shop, part: web }, container: web, since: 2.0.0 }]").Value!.Services["server"];

        server.Workloads.Select(form => (form.Selector, form.Container, form.Since?.ToString())).Should().Equal(("app=shop,tier=web", "shop-web", null), ("app=shop,part=web", "web", "2.0.0"));
        Read("[]").Value!.Services["server"].Workloads.Should().BeEmpty();
    }

    [Theory]
    [InlineData("[{ labels: {}, container: web }]", "Key 'labels' names no label; write { key: value }")]
    [InlineData("[{ container: web }]", "Key 'kubernetes' lacks the key 'labels'; add it")]
    [InlineData("[{ labels: { app: shop } }]", "Key 'kubernetes' lacks the key 'container'; add it")]
    [InlineData("[{ labels: { app: shop }, container: web, image: x }]", "Key 'kubernetes' has no key 'image'*")]
    [InlineData("{ labels: { app: shop }, container: web }", "Key 'kubernetes' takes a list*")]
    [InlineData("[{ labels: { app: shop }, container: web }, { labels: { app: shop }, container: b }]", "Entry 2 of 'kubernetes' does not begin after the one before it; *")]
    [InlineData("[{ labels: { app: shop }, container: web, since: 2.0.0 }, { labels: { app: shop }, container: b, since: 1.0.0 }]", "Entry 2 of 'kubernetes' does not begin after the one before it; *")]
    public void What_could_mean_other_pods_is_a_finding(string kubernetes, string finding)
    {
        var result = Read(kubernetes);

        result.Value.Should().BeNull();
        result.Findings.Should().ContainSingle().Which.Message.English.Should().Match(finding);
    }

    private static ReadResult<Application> Read(string kubernetes) => ApplicationReader.Read("application.yaml", $$"""
        application: shop
        title: Shop
        compose: { files: [a.yml] }
        version: { service: server, port: 80, path: /about, field: version }
        migrations: { store: data, database: d, table: t, name: n }
        services:
          server: { writes: [data], kubernetes: {{kubernetes}} }
        stores:
          data: { kind: postgresql, service: server, volume: v }
        releases:
          1.0.0: { postgresql: 15, services: [server], migrations: { shop: "1" } }
        """);
}
