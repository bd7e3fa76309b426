using Hopguard.Plans.Findings;
using Hopguard.Plans.Model;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

/// <summary>Targets are made of names in files, and two of one name would be one target.</summary>
public sealed class TargetNameTests
{
    [Theory]
    [InlineData("Upgrade", "shop", "UpgradeShop")]
    [InlineData("backup", "my-shop-2", "BackupMyShop2")]
    [InlineData("pack-files", "shop", "PackShopFiles")]
    public void Every_word_of_a_target_begins_with_a_capital(string work, string application, string target) => TargetName.Of(work, application).Should().Be(target);

    [Fact]
    public void The_newest_hop_and_procedures_have_a_target_of_their_application_and_older_hops_their_id()
    {
        Plan[] plans = [Hop("2.9.0"), Hop("2.10.0"), Hop("1.0.0")];

        plans.Select(plan => TargetName.Of(plan, plans)).Should().Equal("shop-2.9.0", "UpgradeShop", "shop-1.0.0");
        TargetName.Of(plans[0] with { From = null, To = null, Procedure = "backup" }, plans).Should().Be("BackupShop");
    }

    [Theory]
    [InlineData("..2.10.0", "shop-general", "UpgradeShop")]
    [InlineData("..2.9.0", "shop-general", "UpgradeShop")]
    [InlineData("1.0.0..3.0.0", "UpgradeShop", "shop-2.10.0")]
    [InlineData("1.0.0..", "UpgradeShop", "shop-2.10.0")]
    public void What_leads_farthest_is_the_upgrade_be_it_a_range_or_a_hop(string to, string range, string hop)
    {
        var ends = to.Split("..").Select(end => end.Length == 0 ? null : ReleaseVersion.Parse(end)).ToList();
        var general = Hop("2.0.0") with { Name = "general", From = null, To = null, Range = new PlanRange(new(null, null), new(ends[0], ends[1])) };
        Plan[] plans = [general, Hop("2.10.0")];

        plans.Select(plan => TargetName.Of(plan, plans)).Should().Equal(range, hop);
        TargetName.Of(general with { Range = null, To = ReleaseVersion.Parse("1.5.0") }, plans).Should().Be(range, "a pair of the range runs under its target");
    }

    [Theory]
    [InlineData("my-shop", "myshop")]
    [InlineData("shop-1", "shop1")]
    public void Two_applications_that_differ_in_a_hyphen_only_are_reported_once_at_the_second(string first, string second) =>
        Judge((first, "backup"), (second, "pack")).Should().Equal((second, first));

    [Theory]
    [InlineData("upgrade")]
    [InlineData("status")]
    public void A_procedure_with_the_name_of_what_every_application_has_is_reported_where_it_is_named(string procedure) => Judge(("shop", procedure)).Should().Equal((procedure, "shop"));

    [Fact]
    public void Words_that_meet_between_procedure_and_application_are_reported() => Judge(("b-c", "a"), ("b", "a-c")).Should().Equal(("a-c", "a"));

    [Fact]
    public void The_message_names_the_target_and_both_who_have_it() => Findings(Files(("shop", "upgrade"))).Single().Message.English
        .Should().Be("Target 'UpgradeShop' of procedure 'upgrade' is one of application 'shop' as well; rename one of the two");

    [Fact]
    public void What_stays_apart_is_not_reported() => Judge(("shop", "backup"), ("shops", "backup"), ("my-shop", "back-up")).Should().BeEmpty();

    [Fact]
    public void A_name_of_which_no_target_can_be_made_is_reported_where_it_stands() =>
        Shop.Standard.Changed(Shop.Application, "application: shop", "application: {|HOP906:9shop|}").Without(Shop.Plan).RaisesWhatIsMarked();

    // What each finding underlines, and what it names beside that.
    private static IEnumerable<(string At, string Other)> Judge(params (string Application, string Procedure)[] applications)
    {
        var files = Files(applications).ToList();
        return Findings(files).Select(finding => (Marked(finding.Place), Marked(finding.Related.Single().Place)));

        string Marked(SourcePlace place) => files.Single(file => file.Path == place.Path).Text.Substring(place.Start, place.Length);
    }

    private static IReadOnlyList<Finding> Findings(IEnumerable<PlanFile> files) => Bilingual.Checked(PlanSet.Read(files).Findings);

    private static IEnumerable<PlanFile> Files(params (string Application, string Procedure)[] applications) =>
        from one in applications
        from file in new[]
        {
            ("application.yaml", Shop.Text(Shop.Application).Replace("application: shop", $"application: {one.Application}", StringComparison.Ordinal)),
            ("plan.yaml", $"application: {one.Application}\nprocedure: {one.Procedure}\nsummary: s\nsteps: [check-space]"),
            (Shop.Old, Shop.Text(Shop.Old)),
            (Shop.New, Shop.Text(Shop.New)),
        }
        select new PlanFile($"plans/{one.Application}/{file.Item1}", file.Item2);

    private static Plan Hop(string to) => new()
    {
        Application = Name.Of("shop"),
        From = ReleaseVersion.Parse("0.9.0"),
        To = ReleaseVersion.Parse(to),
        Summary = "",
        Steps = [],
        Path = to,
        Hash = "",
    };
}
