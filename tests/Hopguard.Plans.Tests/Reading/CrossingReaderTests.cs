using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>What a release means for whoever passes it, and what becomes of stores.</summary>
public sealed class CrossingReaderTests
{
    private const string Check = "checks: [{ finds: twins, store: database, database: shop, query: SELECT 1, remedy: { en: Remove them, ja: 取り除く }, warns: true }]";

    [Fact]
    public void What_people_have_to_know_is_read_in_both_languages()
    {
        var release = Read("before: { en: Wait, ja: 待つ }, after: [one, { en: two, ja: 二 }], " + Check + ", can-stop: [shop/0007], rewrites: [shop/0008]").FindRelease("2.2.0")!;

        release.Before.Should().Equal(new Message("Wait", "待つ"));
        release.After.Should().Equal(new Message("one", "one"), new Message("two", "二"));
        release.Checks.Should().ContainSingle().Which.Should().BeEquivalentTo(new { What = new Message("twins", "twins"), Store = "database", Database = "shop", Query = "SELECT 1", Warns = true });
        (release.CanStop.Single().Text, release.Rewrites.Single().Text).Should().Be(("shop/0007", "shop/0008"));
        Read("before: wait").FindRelease("3.0.0")!.Before.Should().BeEmpty("it was said of the release before");
    }

    [Theory]
    [InlineData("before: { en: Wait }", "Key 'before' lacks the key 'ja'*")]
    [InlineData("before: { en: Wait, ja: 待つ, fr: Attends }", "Key 'before' has no key 'fr'*")]
    [InlineData("checks: [{ finds: twins, store: database, database: shop, query: DELETE FROM a, remedy: none }]", "Value 'DELETE FROM a' of key 'query'*")]
    [InlineData("checks: [{ finds: twins, store: databas, database: shop, query: SELECT 1, remedy: none }]", "Release '2.2.0' names the store 'databas', which is not declared*did you mean 'database'?*")]
    [InlineData("checks: [{ finds: twins, store: database, database: shop, query: SELECT 1 }]", "*lacks the key 'remedy'*")]
    [InlineData("stop-before: 2.0.0..2.2.0", "Release '2.2.0' says 'stop-before: 2.0.0..2.2.0', which does not lie before it*")]
    [InlineData("stop-before: ..2.1.0", "Release '2.2.0' says 'stop-before: ..2.1.0', which does not lie before it*")]
    [InlineData("images: { databas: x }", "Release '2.2.0' names the service 'databas', which is not declared*")]
    [InlineData("stores: { add: [queues] }", "That store 'queues' comes is said twice*")]
    [InlineData("stores: { ad: [queues] }", "Key 'stores' has no key 'ad'*")]
    [InlineData("stores: { remove: [nothing] }", "Release '2.2.0' names the store 'nothing', which is not declared*")]
    [InlineData("stores: { change: { sessions: { colour: red } } }", "Key 'sessions' has no key 'colour'*")]
    [InlineData("stores: { change: { late: { disposable: true } } }", "Release '2.2.0' changes store 'late', which it does not have*")]
    [InlineData("stores: { add: [old], remove: [old] }", "Store 'old' goes with 2.2.0 and comes with 2.2.0 only*")]
    public void What_makes_no_sense_is_told_where_it_stands(string text, string message)
    {
        var found = Ranged.Set(With(text)).Findings;

        found.Should().Contain(finding => Matches(finding.Message.English, message)).Which.Place.Line.Should().Be(26);
    }

    [Fact]
    public void A_store_comes_goes_and_changes_with_releases()
    {
        var application = Read("stores: { add: [old], change: { sessions: { volume: kept } } }", "stores: { replace: { old: fresh }, change: { sessions: { disposable: false, service: queue } } }");

        (application.Stores["old"].Since?.ToString(), application.Stores["old"].Until?.ToString(), application.Stores["old"].ReplacedBy?.Text).Should().Be(("2.2.0", "3.0.0", "fresh"));
        application.Stores["fresh"].Since?.ToString().Should().Be("3.0.0");
        Sessions("2.1.0").Should().Be(("cache", null, true));
        Sessions("2.2.0").Should().Be(("cache", "kept", true));
        Sessions("3.0.0").Should().Be(("queue", "kept", false));

        (string Service, string? Volume, bool Disposable) Sessions(string version)
        {
            var release = application.FindRelease(version);
            return application.As(release, release).Stores["sessions"] is var store ? (store.Service, store.Volume, store.Disposable) : default;
        }
    }

    [Fact]
    public void A_hop_sees_stores_as_they_are_where_it_starts()
    {
        var shop = With("stores: { change: { sessions: { volume: kept, disposable: false } } }");

        Findings("2.1.0", "3.0.0").Should().NotContain(finding => finding.Contains("sessions", StringComparison.Ordinal));
        Findings("2.2.0", "3.0.0").Should().Contain(finding => finding.Contains("'sessions'", StringComparison.Ordinal) && finding.StartsWith("HOP011", StringComparison.Ordinal));

        IEnumerable<string> Findings(string from, string to)
        {
            var application = Ranged.Set(shop).Applications.Single();
            var plan = PlanReader.Read("one.yaml", Ranged.Text.Replace("from: 1.0.0..2.1.0", "from: 2.1.0..2.2.0", StringComparison.Ordinal), "hash").Value!;
            var expanded = PlanExpansion.Of(application, plan, application.FindRelease(from)!, application.FindRelease(to)!).Value!;
            return PlanAnalysis.Analyze(application, expanded).Select(finding => $"{finding.Rule.Id} {finding.Message.English}");
        }
    }

    [Theory]
    [InlineData("2.0.0", "2.1.0", "db server")]
    [InlineData("2.0.0", "2.2.0", "db web")]
    [InlineData("2.2.0", "3.0.0", "db web")]
    public void A_step_calls_a_service_as_the_release_does_that_is_deployed_there(string from, string to, string services)
    {
        var shop = With("services: { rename: { server: web } }").Changed(Ranged.Plan, "from: 1.0.0..2.1.0", "from: 1.0.0..2.2.0").Changed(Ranged.Plan, "await-migrations: { service: server }", "await-migrations: { service: web }");
        var application = Ranged.Set(shop).Applications.Single();
        var plan = Ranged.Of(shop, from, to);

        string.Join(' ', plan.Steps.OfType<Steps.StopServices>().Single().AllBut.Concat(plan.Steps.OfType<Steps.AwaitMigrations>().Select(step => step.Service))).Should().Be(services);
        PlanAnalysis.Analyze(application, plan).Should().NotContain(finding => finding.Rule.Id == "HOP208");
    }

    [Fact]
    public void An_image_stays_until_a_release_changes_it_and_follows_its_service()
    {
        var application = Read("images: { server: \"shop/server:v{version}\", cache: redis:7 }", "services: { remove: [cache], rename: { server: web } }");

        application.FindRelease("2.1.0")!.ImageOf("server").Should().BeNull();
        application.FindRelease("2.2.0")!.ImageOf("server").Should().Be("shop/server:v2.2.0");
        application.FindRelease("3.0.0")!.ImageOf("web").Should().Be("shop/server:v3.0.0");
        application.FindRelease("3.0.0")!.Images.Keys.Should().Equal("web");
    }

    [Fact]
    public void No_pair_leads_over_a_release_that_is_reached_from_some_only()
    {
        var set = Ranged.Set(With("stop-before: 1.2.0..2.0.0"));
        var application = set.Applications.Single();
        var plan = set.Plans.Single(plan => plan.Range is not null);

        var pairs = PlanExpansion.PairsOf(application, plan, set.Plans).Select(pair => $"{pair.From.Version} {pair.To.Version}").ToList();

        pairs.Should().Contain("1.2.0 2.2.0").And.Contain("1.1.0 2.1.0").And.Contain("2.1.0 3.0.0").And.NotContain("1.1.0 2.2.0").And.NotContain("1.0.0 3.0.0");
        Route(set, "1.0.0", "3.0.0").Should().Equal("1.0.0", "2.1.0", "3.0.0");
        PlanAnalysis.Analyze(application, PlanExpansion.Of(application, plan, application.FindRelease("1.1.0")!, application.FindRelease("2.2.0")!).Value!)
            .Should().ContainSingle(finding => finding.Rule.Id == "HOP205").Which.Message.English.Should().Contain("without having stopped at any of 1.2.0..2.0.0");
    }

    [Theory]
    [InlineData("advised-stop: keeps things apart", "1.0.0..2.2.0", "2.0.0 2.2.0 3.0.0")]
    [InlineData("advised-stop: keeps things apart", "1.0.0..2.1.0", "2.0.0 3.0.0")]
    [InlineData("mandatory-stop: true, avoid: it is slow", "1.0.0..2.2.0", "2.0.0 2.2.0 3.0.0")]
    [InlineData("avoid: it is slow", "1.0.0..2.2.0", "2.0.0 3.0.0")]
    public void A_route_stops_where_it_is_advised_as_far_as_that_leads_on(string text, string from, string way)
    {
        var shop = With(text);

        Route(Ranged.Set(shop.With(Ranged.Plan, Ranged.Text.Replace("1.0.0..2.1.0", from, StringComparison.Ordinal))), "2.0.0", "3.0.0").Should().Equal(way.Split(' '));
    }

    [Fact]
    public void A_route_goes_around_what_is_to_be_avoided()
    {
        var shop = With("avoid: it is slow", "stop-before: 2.1.0..2.2.0, postgresql: 17");

        Route(Ranged.Set(shop), "2.0.0", "3.0.0").Should().Equal("2.0.0", "2.1.0", "3.0.0");
        Route(Ranged.Set(shop), "2.0.0", "2.2.0").Should().Equal("2.0.0", "2.2.0");
    }

    private static IEnumerable<string> Route(PlanSet set, string from, string to)
    {
        var application = set.Applications.Single();
        var found = (Route.Found)RoutePlanner.Find(application, set.Plans, application.FindRelease(from)!.Version, application.FindRelease(to)!.Version);
        return found.Hops.Select(hop => hop.To!.ToString()).Prepend(from);
    }

    private static bool Matches(string text, string pattern) =>
        System.Text.RegularExpressions.Regex.IsMatch(text, "^" + System.Text.RegularExpressions.Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Application Read(string text, string last = "postgresql: 17")
    {
        var set = Ranged.Set(With(text, last));
        set.Findings.Should().BeEmpty();
        return set.Applications.Single();
    }

    private static Shop With(string text, string last = "postgresql: 17") => Ranged.Standard
        .Changed(Shop.Application, "  2.2.0:\n", $"  2.2.0: {{ {text} }}\n")
        .Changed(Shop.Application, "3.0.0: { postgresql: 17,", $"3.0.0: {{ {last},")
        .Changed(Shop.Application, "  sessions:", "  old: { kind: volume, service: server, volume: old }\n  fresh: { kind: volume, service: server, volume: fresh }\n  late: { kind: volume, service: server, volume: late, since: 3.0.0 }\n  sessions:")
        .Changed(Shop.Application, "  server: { writes: [", "  web: {}\n  server: { writes: [");
}
