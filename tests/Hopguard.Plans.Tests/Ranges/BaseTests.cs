using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Ranges;

/// <summary>A plan that keeps the versions and changes what is below them.</summary>
public sealed class BaseTests
{
    private const string Plan = "database.yaml";

    private const string Text = """
        application: shop
        name: database
        keeps: 1.0.0..2.2.0
        postgresql: { store: database, from: 10..16, to: 14..17 }
        summary: The database on a newer PostgreSQL
        settings: { required: target }
        steps:
          - check-target
          - check-space
          - pull-images
          - stop-services: { all-but: [db] }
          - dump-database: { store: database, as: dump }
          - restore-database: { copy: dump, into: trial }
          - verify-copy: { copy: dump, by: trial }
          - back-up-volumes: { stores: [media], as: volumes }
          - verify-copy: { copy: volumes, by: read-back }
          - back-up-volumes: { stores: [queues], as: queued, when: { store: queues } }
          - verify-copy: { copy: queued, by: read-back, when: { store: queues } }
          - compose-down
          - set-image-tag: { services: [db], tag: "{postgresql}-bookworm" }
          - retire-volume: { store: database, covered-by: dump }
          - promote-volume: { trial: trial, to: database }
          - start-services: { only: [db] }
          - verify-store: { store: database, against: dump }
          - start-services
          - await-migrations: { service: server }
          - verify-version: { expect: target }
          - accept
          - delete-retired
        """;

    private static Shop Standard { get; } = Ranged.Standard.With(Plan, Text);

    [Fact]
    public void A_sound_plan_raises_nothing_for_any_version_and_any_pair_of_majors() => Standard.RaisesNothing();

    [Theory]
    [InlineData("keeps: 1.0.0..2.2.0", "keeps: {|HOP202:1.0.1..2.2.0|}")]
    [InlineData("keeps: 1.0.0..2.2.0", "keeps: {|HOP906:2.2.0..1.0.0|}")]
    [InlineData("keeps: 1.0.0..2.2.0", "keeps: {|HOP906:1.0.0..2.2.0|}\nfrom: 1.0.0")]
    [InlineData("from: 10..16", "from: {|HOP906:16..10|}")]
    [InlineData("from: 10..16", "from: {|HOP906:7|}")]
    [InlineData("to: 14..17", "to: {|HOP906:100|}")]
    [InlineData("to: 14..17", "to: {|HOP906:newest|}")]
    [InlineData(", to: 14..17", "", "postgresql: {", "{|HOP905:postgresql|}: {")]
    [InlineData("to: 14..17", "to: 14..17, {|HOP904:image|}: postgres")]
    [InlineData("{ store: database, from: 10..16, to: 14..17 }", "{|HOP202:{ store: database, from: 15..16, to: 14..15 }|}")]
    [InlineData("store: database, from", "store: {|HOP908:data|}, from")]
    [InlineData("store: database, from", "store: {|HOP908:media|}, from")]
    [InlineData("name: database\n", "", "application: shop", "{|HOP905:|}application: shop")]
    [InlineData("postgresql: { store: database, from: 10..16, to: 14..17 }\n", "", "application: shop", "{|HOP905:|}application: shop")]
    public void What_is_wrong_is_found_at_its_place(string from, string to, string? unmarked = null, string? marked = null)
    {
        var shop = Standard.Changed(Plan, from, to);
        (marked is null ? shop : shop.Changed(Plan, unmarked!, marked)).RaisesWhatIsMarked();
    }

    [Theory]
    [InlineData("  - set-image-tag: { services: [db], tag: \"{postgresql}-bookworm\" }\n", "", "HOP012,HOP201,HOP237")]
    [InlineData("{postgresql}-bookworm", "16-bookworm", "HOP012,HOP201,HOP237")]
    [InlineData("  - retire-volume: { store: database, covered-by: dump }\n  - promote-volume: { trial: trial, to: database }\n", "", "HOP201")]
    [InlineData("  - compose-down\n", "  - compose-down\n  - set-setting: { name: SHOP_VERSION, value: 2.2.0 }\n", "HOP238")]
    [InlineData("  - verify-copy: { copy: dump, by: trial }\n", "", "HOP002,HOP005")]
    [InlineData("into: trial }", "into: trial, postgresql: 10 }", "HOP016,HOP201")]
    public void What_would_go_wrong_is_found(string from, string to, string rules) =>
        string.Join(',', Standard.Changed(Plan, from, to).Judge().Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Rule.Id).Distinct().Order(StringComparer.Ordinal)).Should().Be(rules);

    [Fact]
    public void A_finding_names_version_and_majors() => Standard.Changed(Plan, "{postgresql}-bookworm", "16-bookworm").Judge().First(finding => finding.Rule.Id == "HOP237").Message.English
        .Should().StartWith("Tag '16-bookworm' of service 'db' is not of PostgreSQL 14, to which the plan leads; write '{postgresql}' where the major stands (version 1.0.0 from PostgreSQL 10 to 14, and for ");

    [Fact]
    public void Hop_between_two_majors_keeps_the_version_and_is_bound_to_both()
    {
        var (application, range) = Read();
        var seventeen = Expand(application, range, 13, 17);
        var sixteen = Expand(application, range, 13, 16);

        (seventeen.From, seventeen.To, seventeen.Id).Should().Be((seventeen.To, seventeen.From, "shop-database"));
        (seventeen.SourceIn(application)!.PostgreSqlMajor, seventeen.TargetIn(application)!.PostgreSqlMajor).Should().Be((13, 17));
        seventeen.Steps.OfType<SetImageTag>().Single().Tag.Text.Should().Be("17-bookworm");
        seventeen.Steps.OfType<VerifyVersion>().Single().Expect.Should().Be(seventeen.From!);
        new[] { seventeen.Hash, sixteen.Hash, Expand(application, range, 14, 17).Hash, range.Hash }.Should().OnlyHaveUniqueItems();
    }

    /// <summary>The heart of it: what is not judged has the findings of what stands for it.</summary>
    [Fact]
    public void Every_pair_has_the_findings_of_the_pair_that_stands_for_it()
    {
        var lines = Text.Split('\n');
        var spoilt = lines.Index().Where(line => line.Item.StartsWith("  - ", StringComparison.Ordinal)).Select(line => string.Join('\n', lines.Where((_, at) => at != line.Index)))
            .Append(Text.Replace("{postgresql}-bookworm", "16-bookworm", StringComparison.Ordinal)).Append(Text.Replace("into: trial }", "into: trial, postgresql: 15 }", StringComparison.Ordinal));
        foreach (var text in spoilt)
        {
            var set = Ranged.Set(Standard.With(Plan, text));
            var application = set.Applications.Single();
            var range = set.Plans.Single(plan => plan.IsOfBase);
            var every = PlanExpansion.PairsOf(application, range, set.Plans)
                .SelectMany(pair => PlanAnalysis.Analyze(application, PlanExpansion.Of(application, range, pair.From, pair.To).Value!)).Select(finding => (finding.Rule.Id, finding.Place)).Distinct();

            PlanAnalysis.Analyze(application, set.Plans, range).Select(finding => (finding.Rule.Id, finding.Place)).Should().BeEquivalentTo(every, text);
        }
    }

    [Fact]
    public void No_route_leads_over_it_and_no_upgrade_means_it()
    {
        var (application, range) = Read();
        var one = application.FindRelease("1.0.0")!.Version;

        RoutePlanner.Find(application, [range], one, application.FindRelease("2.0.0")!.Version).Should().BeOfType<Route.Refused>();
        PlanReach.Of(range).Should().BeNull();
        TargetName.Of(range, [range]).Should().Be("UpgradeShopDatabase");
    }

    [Theory]
    [InlineData("postgres:15-alpine", 17, "postgres:17-alpine")]
    [InlineData("registry.example.org:5000/library/postgres:15.4-bookworm@sha256:cafe", 17, "registry.example.org:5000/library/postgres:17-bookworm")]
    [InlineData("postgres:13", 17, "postgres:17")]
    [InlineData("timescale/timescaledb:2.14.2-pg15", 16, "timescale/timescaledb:2.14.2-pg16")]
    [InlineData("postgres:${POSTGRES_TAG}", 17, "postgres:${POSTGRES_TAG}")]
    [InlineData("postgres", 17, "postgres")]
    public void Image_of_another_major_keeps_what_else_its_name_says(string image, int major, string other) => ComposeImage.OnMajor(image, major).Should().Be(other);

    private static (Application Application, Plan Range) Read()
    {
        var set = Ranged.Set(Standard);
        set.Findings.Should().BeEmpty();
        return (set.Applications.Single(), set.Plans.Single(plan => plan.IsOfBase));
    }

    private static Plan Expand(Application application, Plan range, int from, int to)
    {
        var release = application.FindRelease("1.0.0")!;
        return PlanExpansion.Of(application, range, PlanExpansion.On(application, range.Range!.Base!, release, from), PlanExpansion.On(application, range.Range.Base!, release, to)).Value!;
    }
}
