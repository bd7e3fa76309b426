namespace Hopguard.Plans.Tests.Analysis;

public sealed class OrderAndVersionTests
{
    [Theory]
    [InlineData("pull-images")]
    [InlineData("check-target")]
    [InlineData("check-space")]
    [InlineData("fetch-source")]
    public void What_can_fail_must_fail_before_the_first_stop(string step) => Hop.Shipped.Moved(step, "compose-down").Raises("HOP101");

    [Fact]
    public void The_application_must_be_started_again() => Hop.Shipped.Without("start-services: {}").Raises("HOP102");

    [Fact]
    public void A_service_new_in_the_target_must_be_started_too() =>
        Hop.Shipped.Changed("start-services: {}", "start-services: { only: [cvat_redis, cvat_server, cvat_utils, cvat_worker_default, cvat_worker_low, cvat_ui, cvat_opa, traefik] }")
            .Judge().Single().Message.English.Should().Contain("never started again ('cvat_worker_webhooks')");

    [Fact]
    public void Nothing_but_deletion_comes_after_acceptance() => Hop.Shipped.Moved("accept", "await-migrations").Raises("HOP103", "HOP103");

    [Fact]
    public void Deletion_comes_after_acceptance() => Hop.Shipped.Moved("delete-retired", "accept").Raises("HOP104");

    [Fact]
    public void Every_store_that_matters_is_copied() => Hop.Shipped.Changed("[media, keys]", "[keys]").Raises("HOP011");

    [Fact]
    public void The_old_version_is_taken_down_before_its_source_goes() => Hop.Shipped.Moved("switch-source", "compose-down").Raises("HOP105");

    [Fact]
    public void A_trial_of_the_old_major_does_not_serve_the_new_release() => Hop.Shipped.Changed("postgresql: 15", "postgresql: 10").Raises("HOP201");

    [Fact]
    public void The_major_of_the_target_is_the_default() => Hop.Shipped.Changed(", postgresql: 15", string.Empty).Raises();

    [Fact]
    public void Both_releases_are_known() => Hop.Shipped.Changed("from: 2.2.0", "from: 2.1.0").Raises("HOP202");

    [Fact]
    public void A_hop_leads_upwards() =>
        Hop.Shipped.Changed("to: 2.3.0", "to: 2.2.0").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP202").And.Contain("HOP203");

    [Fact]
    public void The_version_of_the_target_is_expected() => Hop.Shipped.Changed("expect: 2.3.0", "expect: 2.2.0").Raises("HOP203");

    [Theory]
    [InlineData("http://example.org/v2.3.0.zip", "HOP401")]
    [InlineData("file:///tmp/v2.3.0.zip", "HOP401")]
    [InlineData("v2.3.0.zip", "HOP401")]
    [InlineData("https://user:secret@example.org/v2.3.0.zip", "HOP401")]
    public void Archives_come_over_https_without_credentials(string archive, string rule) =>
        Hop.Shipped.Changed("https://github.com/cvat-ai/cvat/archive/refs/tags/v2.3.0.zip", archive).Raises(rule);

    [Theory]
    [InlineData("store: database, as: dump", "store: databse, as: dump", "has no store 'databse'; did you mean 'database'?")]
    [InlineData("store: database, as: dump", "store: media, as: dump", "is of kind 'volume' where 'postgresql' is wanted")]
    [InlineData("stores: [media, keys]", "stores: [database, keys]", "is of kind 'postgresql' where 'volume' or 'redis' or 'opaque' is wanted")]
    [InlineData("service: cvat_server", "service: cvat", "has no service 'cvat'")]
    [InlineData("copy: dump, by: trial", "copy: dump, by: tral", "No earlier step makes the trial 'tral'; did you mean 'trial'?")]
    [InlineData("copy: dump, into", "copy: trial, into", "No earlier step makes the copy 'trial'")]
    [InlineData("to: v2.3.0, keep-as", "to: v2.4.0, keep-as", "No earlier step makes the source 'v2.4.0'; did you mean 'v2.3.0'?")]
    [InlineData("keys], as: volumes", "keys], as: trial", "Name 'trial' is taken")]
    [InlineData("into: trial", "into: read-back", "has a meaning of its own")]
    public void Names_must_refer_to_what_there_is(string from, string to, string message) =>
        Hop.Shipped.Changed(from, to).Judge().Select(finding => finding.Message.English).Should().Contain(text => text.Contains(message));
}
