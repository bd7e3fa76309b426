using Hopguard.Plans.Analysis;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Tests.Analysis;

public sealed class BuiltInPlansTests
{
    [Fact]
    public void The_shipped_plans_raise_nothing_that_is_not_accepted_in_them() =>
        PlanAnalysis.Analyze(Repository.BuiltInPlans()).Where(finding => finding.Accepted is null).Should().BeEmpty();

    [Fact]
    public void Every_pair_of_releases_of_cvat_has_a_plan_that_is_proved_or_a_way_of_such()
    {
        var plans = Repository.BuiltInPlans();
        var cvat = plans.FindApplication("cvat")!;
        var newest = cvat.Releases[^1].Version;

        cvat.Releases.Should().HaveCount(128);
        foreach (var release in cvat.Releases.Where(release => release.Version != newest))
            RoutePlanner.Find(cvat, plans.PlansOf(cvat), release.Version, newest).Should().BeOfType<Route.Found>("there is a way from {0}", release.Version);
    }

    [Theory]
    [InlineData("1.7.0", "2.73.0", "2.2.0 2.73.0")]
    [InlineData("2.2.0", "2.3.0", "2.3.0")]
    [InlineData("2.0.0", "2.48.1", "2.2.0 2.48.1")]
    [InlineData("1.5.0", "2.9.0", "2.2.0 2.9.0")]
    [InlineData("2.40.0", "2.73.0", "2.73.0")]
    public void A_way_stops_where_it_has_to(string from, string to, string stops)
    {
        var plans = Repository.BuiltInPlans();
        var cvat = plans.FindApplication("cvat")!;

        var way = RoutePlanner.Find(cvat, plans.PlansOf(cvat), cvat.FindRelease(from)!.Version, cvat.FindRelease(to)!.Version);

        string.Join(' ', ((Route.Found)way).Hops.Select(hop => hop.To)).Should().Be(stops);
    }

    /// <summary>From 2.40.0 on the volume is mounted where the image has its settings: nothing may be in it, whichever store left it there.</summary>
    [Fact]
    public void Every_hop_over_another_place_of_the_chunk_cache_puts_its_volume_aside()
    {
        var plans = Repository.BuiltInPlans();
        var cvat = plans.FindApplication("cvat")!;
        var general = plans.PlansOf(cvat).Single(plan => plan is { Range: not null, IsOfBase: false });
        var target = cvat.FindRelease("2.40.0")!;
        var pairs = cvat.Releases.Where(release => release.Version < target.Version)
            .Select(release => (Release: release, Stores: cvat.Stores.Keys.Where(store => cvat.StoreIn(store, release)?.Volume == "cvat_cache_db").ToList())).Where(pair => pair.Stores.Count > 0).ToList();

        pairs.Should().HaveCountGreaterThan(50);
        foreach (var (release, stores) in pairs)
            PlanExpansion.Of(cvat, general, release, target).Value!.Steps.OfType<RetireVolume>().Select(retire => retire.Store.Text).Should().Contain(stores, "{0} has files there", release.Version);
    }

    [Fact]
    public void Most_pairs_are_like_another()
    {
        var plans = Repository.BuiltInPlans();
        var cvat = plans.FindApplication("cvat")!;
        var general = plans.PlansOf(cvat).Single(plan => plan is { Range: not null, IsOfBase: false });
        PlanExpansion.PairsOf(cvat, general, plans.PlansOf(cvat)).Count().Should().BeGreaterThan(8_000);

        JudgedPair.Of(cvat, general, plans.PlansOf(cvat)).Should().HaveCountLessThan(1_500, "pairs that nothing tells apart are judged once");
    }

    [Fact]
    public void A_release_that_nobody_knows_is_taken_to_be_like_the_newest()
    {
        var plans = Repository.BuiltInPlans();
        var cvat = plans.FindApplication("cvat")!;
        cvat.Versions.TryRead("2.80.0", out var unknown).Should().BeTrue();
        cvat.Versions.TryRead("2.72.5", out var between).Should().BeTrue();

        var known = UnknownRelease.In(cvat, unknown!)!;

        known.FindRelease(unknown!)!.Services.Should().Equal(cvat.Releases[^1].Services);
        var way = (Route.Found)RoutePlanner.Find(known, plans.PlansOf(cvat), cvat.FindRelease("2.40.0")!.Version, unknown!);
        way.Hops.Should().ContainSingle().Which.Steps.OfType<VerifyVersion>().Single().Expect.Should().Be(unknown);
        PlanAnalysis.Analyze(known, way.Hops[0]).Should().BeEmpty();
        UnknownRelease.In(cvat, between!).Should().BeNull("what lies between releases that are known is none of them");
        UnknownRelease.In(cvat, cvat.Releases[0].Version).Should().BeSameAs(cvat);
    }

    [Fact]
    public void Pairs_that_are_judged_once_have_the_findings_of_each_other()
    {
        var set = PlanSet.Read([Repository.Read("plans/cvat/application.yaml"), new PlanFile("plans/cvat/general.yaml", WithoutCopies)]);
        var (cvat, general) = (set.Applications.Single(), set.Plans.Single());
        var key = new PairKey(cvat, general);
        var sorts = PlanExpansion.PairsOf(cvat, general, set.Plans).GroupBy(pair => key.Of(pair.From, pair.To), StringComparer.Ordinal).Where(sort => sort.Skip(1).Any()).ToList();

        sorts.Should().HaveCountGreaterThan(500);
        var judged = sorts.Select(sort => Findings(sort.First())).ToList();
        judged.Should().Contain(findings => findings.Contains("HOP011", StringComparison.Ordinal)).And.OnlyContain(findings => findings.Length > 0);
        sorts.Select(sort => Findings(sort.Last())).Should().Equal(judged);

        string Findings((Release From, Release To) pair) => string.Join(' ', PlanAnalysis.Analyze(cvat, PlanExpansion.Of(cvat, general, pair.From, pair.To).Value!)
            .Select(finding => $"{finding.Rule.Id}@{finding.Place.Start}"));
    }

    private static string WithoutCopies => string.Join('\n', Repository.Read("plans/cvat/general.yaml").Text.Split('\n')
        .Where(line => !line.Contains("[events]", StringComparison.Ordinal) && !line.Contains("copy: events", StringComparison.Ordinal) && !line.Contains("check-space", StringComparison.Ordinal)));
}
