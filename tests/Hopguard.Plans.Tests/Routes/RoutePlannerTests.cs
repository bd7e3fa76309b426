using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;

namespace Hopguard.Plans.Tests.Routes;

public sealed class RoutePlannerTests
{
    private static readonly Application Cvat = Repository.BuiltInPlans().FindApplication("cvat")!;

    [Fact]
    public void Hops_are_chained() => Hops("2.2.0", "2.4.0", "2.2.0-2.3.0", "2.3.0-2.4.0").Should().Equal("cvat-2.3.0", "cvat-2.4.0");

    [Fact]
    public void The_chain_with_the_fewest_hops_wins() => Hops("2.2.0", "2.4.0", "2.2.0-2.3.0", "2.3.0-2.4.0", "2.2.0-2.4.0").Should().Equal("cvat-2.4.0");

    [Fact]
    public void No_hop_beyond_the_wanted_version_is_taken() => Hops("2.2.0", "2.3.0", "2.2.0-2.5.0", "2.2.0-2.3.0").Should().Equal("cvat-2.3.0");

    [Fact]
    public void The_installed_version_needs_no_hop() => Hops("2.3.0", "2.3.0", "2.2.0-2.3.0").Should().BeEmpty();

    [Fact]
    public void Versions_are_compared_as_numbers() => Hops("2.9.0", "2.10.0", "2.9.0-2.10.0").Should().Equal("cvat-2.10.0");

    [Fact]
    public void A_gap_is_refused_with_the_version_before_it() =>
        Find("2.2.0", "2.5.0", "2.2.0-2.3.0", "2.4.0-2.5.0").Should().BeOfType<Route.Refused>().Which.What.English.Should().Contain("end at '2.3.0'");

    [Fact]
    public void A_way_down_is_refused() =>
        Find("2.3.0", "2.2.0", "2.2.0-2.3.0").Should().BeOfType<Route.Refused>().Which.What.English.Should().Contain("never leads down");

    [Theory]
    [InlineData("99.1.0", "newer than '2.73.0', the newest release of CVAT that is known here", "--allow-unknown-release")]
    [InlineData("2.3.7", "CVAT has no such release", "Choose '2.3.0' or '2.4.0' with --to")]
    public void A_version_that_is_no_release_is_refused_with_what_there_is(string wanted, string what, string remedy)
    {
        var refused = Find("2.2.0", wanted, "2.2.0-2.3.0").Should().BeOfType<Route.Refused>().Which;
        refused.What.English.Should().Contain(what);
        refused.Remedy.English.Should().Contain(remedy);
    }

    private static IEnumerable<string> Hops(string installed, string wanted, params string[] hops) =>
        Find(installed, wanted, hops).Should().BeOfType<Route.Found>().Which.Hops.Select(hop => hop.Id);

    private static Route Find(string installed, string wanted, params string[] hops) =>
        RoutePlanner.Find(Cvat, hops.Select(Plan), ReleaseVersion.Parse(installed), ReleaseVersion.Parse(wanted));

    private static Plan Plan(string hop) => PlanReader.Read(hop, $$"""
        application: cvat
        from: {{hop.Split('-')[0]}}
        to: {{hop.Split('-')[1]}}
        summary: a hop
        steps: [check-space]
        """, string.Empty).Value!;
}
