using Hopguard.Plans.Model;
using Hopguard.Plans.Routes;

namespace Hopguard.Plans.Tests.Routes;

/// <summary>Ways over plans for ranges of versions.</summary>
public sealed class RangeRouteTests
{
    [Theory]
    [InlineData("1.0.0", "3.0.0", "1.0.0-3.0.0")]
    [InlineData("2.2.0", "2.2.0", "")]
    public void A_range_goes_as_far_as_it_may(string from, string to, string hops) => HopsOf(Ranged.Standard, from, to).Should().Be(hops);

    [Fact]
    public void Where_every_upgrade_has_to_stop_it_stops() =>
        HopsOf(Ranged.Standard.Changed(Shop.Application, "2.0.0: {", "2.0.0: { mandatory-stop: true,"), "1.0.0", "3.0.0").Should().Be("1.0.0-2.0.0 2.0.0-3.0.0");

    [Fact]
    public void A_plan_of_one_pair_wins()
    {
        var set = Ranged.Set(Ranged.Standard.With("own.yaml", Shop.Text(Shop.Plan).Replace("from: 1.0.0", "from: 1.2.0", StringComparison.Ordinal)));

        Find(set.Applications.Single(), set.Plans, "1.2.0", "2.0.0").Hops.Single().Id.Should().Be("shop-2.0.0");
        Find(set.Applications.Single(), set.Plans, "1.1.0", "2.0.0").Hops.Single().Id.Should().Be("shop-general");
    }

    private static string HopsOf(Shop shop, string from, string to)
    {
        var set = Ranged.Set(shop);
        return string.Join(' ', Find(set.Applications.Single(), set.Plans, from, to).Hops.Select(hop => $"{hop.From}-{hop.To}"));
    }

    private static Route.Found Find(Application application, IEnumerable<Plan> plans, string from, string to) =>
        RoutePlanner.Find(application, plans, ReleaseVersion.Parse(from), ReleaseVersion.Parse(to)).Should().BeOfType<Route.Found>().Subject;
}
