using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;
using Hopguard.Plans.Routes;

namespace Hopguard.Plans.Tests.Routes;

/// <summary>Where the data of the version before is while a hop runs.</summary>
public sealed class HopProofTests
{
    [Fact]
    public void Every_change_of_place_is_told_until_the_way_back_is_closed() => Told(Shop.Standard).Should().Equal(
        "After 'verify-copy' 'database' is in its own place and the verified copy 'dump'",
        "After 'verify-copy-2' 'media' is in its own place and the verified copy 'volumes'",
        "After 'retire-volume' 'database' is in what was put aside and the verified copy 'dump'",
        "After 'start-services-2' 'media' is in the verified copy 'volumes'");

    [Fact]
    public void What_is_migrated_where_it_lies_is_in_its_copy_alone() => Told(Shop.OnItsFiles).Should().Equal(
        "After 'verify-copy' 'database' is in its own place and the verified copy 'dump'",
        "After 'verify-copy-2' 'media' is in its own place and the verified copy 'volumes'",
        "After 'start-services' 'database' is in the verified copy 'dump', 'media' is in the verified copy 'volumes'");

    [Fact]
    public void What_no_place_holds_is_said_to_be_nowhere() =>
        Told(Shop.Standard.Changed(Shop.Plan, "  - verify-copy: { copy: volumes, by: read-back }\n", string.Empty)).Should().Contain("After 'start-services-2' 'media' is in nothing");

    [Fact]
    public void It_speaks_Japanese() => Told(Shop.Standard, Language.Japanese).Should().Contain("'retire-volume' の後: 'database' は退避先と検証済みのコピー 'dump'");

    private static IEnumerable<string> Told(Shop shop, Language language = Language.English)
    {
        var set = PlanSet.Read(shop.Files);
        return HopProof.Of(set.Applications.Single(), set.Plans.Single()).Select(held => held.Sentence.In(language));
    }
}
