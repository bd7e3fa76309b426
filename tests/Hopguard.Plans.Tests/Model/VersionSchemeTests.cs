using System.Text.RegularExpressions;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Tests.Model;

public sealed class VersionSchemeTests
{
    [Theory]
    [InlineData("1.2 1.10 2.0")]
    [InlineData("27.1.2.1 27.1.2.2 27.1.3.0")]
    [InlineData("1.2 1.2.1 1.3")]
    [InlineData("2.3.0-alpha 2.3.0-alpha.1 2.3.0-beta 2.3.0-rc.2 2.3.0-rc.10 2.3.0-rc.x 2.3.0")]
    public void Versions_are_ordered_by_their_numbers_and_then_by_what_comes_before_them(string ascending)
    {
        var versions = ascending.Split(' ').Select(ReleaseVersion.Parse).ToList();

        versions.Order().Should().Equal(versions);
        versions.Zip(versions.Skip(1)).Should().OnlyContain(pair => pair.First < pair.Second && !pair.First.Equals(pair.Second));
    }

    [Theory]
    [InlineData("1.2", "1.2.0.0")]
    [InlineData("v2.3.0", "2.3.0+build.7")]
    public void Versions_of_one_place_in_the_order_are_equal(string one, string other) =>
        new HashSet<ReleaseVersion> { ReleaseVersion.Parse(one) }.Should().Contain(ReleaseVersion.Parse(other));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("2.3.0.1.5")]
    [InlineData("vv2.3.0")]
    [InlineData("2.3.")]
    [InlineData(" 2.3.0")]
    [InlineData("2.3.0\n")]
    [InlineData("2.-3.0")]
    [InlineData("2.3.0-")]
    [InlineData("2.3.0-rc..1")]
    [InlineData("2.3.99999999999")]
    [InlineData("latest")]
    public void What_is_no_version_of_any_scheme_is_none(string text) => ReleaseVersion.TryParse(text, out _).Should().BeFalse();

    // The form as one pattern: by hand it is read on a machine of any load, and must be the same.
    [Fact]
    public void Versions_are_read_as_the_pattern_of_their_form_says()
    {
        var random = new Random(7);
        var texts = Enumerable.Range(0, 20_000).Select(_ => new string(random.GetItems("v0123.-+aZ_".ToCharArray(), random.Next(1, 9)))).Concat(Enumerable.Range(1, 30).Select(length => $"1.{new string('9', length)}-{new string('a', length * 2)}"));

        foreach (var text in texts)
        {
            var form = Regex.Match(text, @"\Av?(?<numbers>[0-9]{1,9}(\.[0-9]{1,9}){1,3})(-(?<suffix>[0-9A-Za-z-]{1,40}?(\.[0-9A-Za-z-]+)*))?(\+[0-9A-Za-z.-]+)?\z");
            ReleaseVersion.TryParse(text, out var version).Should().Be(form.Success, "of '{0}'", text);
            if (form.Success)
                (string.Join('.', version.Numbers), version.Suffix).Should().Be((string.Join('.', form.Groups["numbers"].Value.Split('.').Select(int.Parse)), form.Groups["suffix"].Value));
        }
    }

    [Fact]
    public void The_name_of_a_base_is_dropped_from_what_runs_and_refused_where_it_is_written()
    {
        var scheme = new VersionScheme(3, 3, VersionSuffix.Base);

        scheme.TryObserve("v2.3.0-alpine3.19", out var version).Should().BeTrue();
        version.Should().Be(ReleaseVersion.Parse("2.3.0"));
        scheme.TryRead("2.3.0-alpine3.19", out _).Should().BeFalse();
    }

    [Fact]
    public void Without_a_scheme_versions_have_three_numbers_and_nothing_behind_them()
    {
        VersionScheme.Default.TryRead("v2.3.0", out _).Should().BeTrue();
        VersionScheme.Default.TryRead("2.3", out _).Should().BeFalse();
        VersionScheme.Default.TryObserve("2.3.0-rc.1", out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("{ numbers: 2 }", "1.0", "2.0", "0.9")]
    [InlineData("{ numbers: 4 }", "27.1.2.1", "27.1.3.0", "27.1.2.0")]
    [InlineData("{ numbers: 3, at-least: 2 }", "1.0", "1.0.1", "0.9.9")]
    [InlineData("{ numbers: 3, suffix: pre-release }", "1.0.0-rc.1", "1.0.0", "1.0.0-beta.2")]
    public void A_hop_between_versions_of_the_scheme_raises_nothing_and_one_down_is_found(string scheme, string from, string to, string below)
    {
        Shop Between(string first, string second) => Shop.Standard
            .Changed(Shop.Application, "title: Shop", $"title: Shop\nversions: {scheme}")
            .Changed(Shop.Application, "  1.0.0: {", $"  {first}: {{").Changed(Shop.Application, "  2.0.0: {", $"  {second}: {{")
            .Changed(Shop.Plan, "from: 1.0.0", $"from: {first}").Changed(Shop.Plan, "to: 2.0.0", $"to: {second}")
            .Changed(Shop.Plan, "expect: 2.0.0", $"expect: {second}").Changed(Shop.Plan, "shop/v2.0.0.zip", $"shop/v{second}.zip");

        Between(from, to).RaisesNothing();
        Between(to, below).Judge().Should().Contain(finding => finding.Rule.Id == "HOP202");
    }

    [Fact]
    public void A_version_of_another_scheme_is_one_finding_at_its_place_in_each_file()
    {
        Shop.Standard.Changed(Shop.Plan, "to: 2.0.0", "to: {|HOP906:2.0|}").RaisesAmongSyntax();
        Shop.Standard.Changed(Shop.Plan, "expect: 2.0.0", "expect: {|HOP906:2.0.0-rc.1|}").RaisesAmongSyntax();
        Shop.Standard.Changed(Shop.Application, "  2.0.0: {", "  {|HOP906:2.0.0.0|}: {").RaisesAmongSyntax();
        Shop.Standard.Changed(Shop.Application, "title: Shop", "title: Shop\nversions: { suffix: {|HOP906:prerelease|} }").RaisesAmongSyntax();
    }
}
