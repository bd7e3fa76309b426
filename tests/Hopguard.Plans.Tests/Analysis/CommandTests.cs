using Hopguard.Plans.Analysis.Rules.DataSafety;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>What commands do to stores: what they declare, and the worst where they declare nothing.</summary>
public sealed class CommandTests
{
    private const string BetweenProofAndSwitch = "compose-down";
    private const string BeforeAnyCopy = "stop-services";
    private const string BeforeAcceptance = "accept";
    private const string BeforeComparison = "verify-store";

    [Theory]
    [InlineData("cvat_db", "[dropdb, -U, root, cvat]", BetweenProofAndSwitch)]
    [InlineData("cvat_db", "[psql, -c, UPDATE auth_user SET is_active = true]", BetweenProofAndSwitch)]
    [InlineData("cvat_server", "[python, manage.py, flush, --no-input]", BeforeAnyCopy)]
    [InlineData("cvat_server", "[python, manage.py, flush, --no-input]", BeforeAcceptance)]
    [InlineData("cvat_db", "[psql, -f, /tmp/x.sql]", "start-services: {}")]
    public void A_command_that_declares_nothing_does_its_worst(string service, string command, string before) =>
        Hop.Shipped.With(before, $"run-command: {{ service: {service}, command: {command} }}").Raises("HOP029");

    [Theory]
    [InlineData("nothing")]
    [InlineData("{ reads: [database] }")]
    [InlineData("{ writes: [logs] }")]
    [InlineData("{ destroys: [logs, queues] }")]
    public void What_harms_nothing_is_cleared_by_its_declaration(string does) => Between(does, "cvat_db").Judge().Where(IsOfData).Should().BeEmpty();

    [Theory]
    [InlineData("[pg_isready, -U, root]", null)]
    [InlineData("[sh, -c, 'df -h | tail -n1']", null)]
    [InlineData("[sh, -c, 'df -h > /var/lib/postgresql/data/x']", "HOP029")]
    [InlineData("[sh, /tmp/x.sh]", "HOP029")]
    [InlineData("[echo, '>', x]", null)]
    public void What_is_known_of_lines_of_shell_is_known_of_commands(string command, string? rule) => Hop.Shipped
        .With(BetweenProofAndSwitch, $"run-command: {{ service: cvat_db, command: {command} }}")
        .Judge().Where(IsOfData).Select(finding => finding.Rule.Id).Should().Equal(rule is null ? [] : [rule]);

    [Fact]
    public void A_finding_names_the_stores_in_reach_the_copy_and_the_remedy()
    {
        var finding = Hop.Shipped.With(BetweenProofAndSwitch, "run-command: { service: cvat_db, command: [dropdb, cvat] }").Judge().Single();

        finding.Message.English.Should().Be(
            "Command 'dropdb cvat' in service 'cvat_db' is not understood, so it may destroy store 'database' or change it behind every copy; "
            + "say what it does with the key 'does', such as 'does: nothing'");
        finding.Place.Length.Should().Be("[dropdb, cvat]".Length);
        finding.Related.Should().ContainSingle();
    }

    [Fact]
    public void A_finding_names_every_store_in_reach() =>
        Hop.Shipped.With(BeforeAnyCopy, "run-command: { service: cvat_server, command: [x] }").Judge().Single().Message.English
            .Should().Contain("destroy stores 'database', 'keys', 'media' or change them behind every copy");

    [Fact]
    public void A_service_that_has_no_store_and_whose_mounts_are_known_can_do_no_harm() =>
        Hop.Shipped.With(BeforeAnyCopy, "run-command: { service: cvat_ui, command: [x] }").Raises();

    [Fact]
    public void Where_no_compose_file_says_what_a_service_mounts_every_store_is_in_its_reach() => Shop.Standard.Without(Shop.Old)
        .Changed(Shop.Application, "{ shop: \"0001\" }, compose: [compose/1.0.0/compose.yaml]", "{ shop: \"0001\" }")
        .Changed(Shop.Plan, "  - compose-down", "  - run-command: { service: db, command: [x] }\n  - compose-down")
        .Judge().Single(finding => finding.Rule == CommandNotUnderstood.Descriptor).Message.English.Should().Contain("'database', 'media'");

    [Theory]
    [InlineData("image: redis:7.2, volumes: [\"media:/media\"]", true)]
    [InlineData("image: redis:7.2, volumes: [\"media:/media:ro\"]", false)]
    [InlineData("image: redis:7.2, volumes: [\"/var/run/docker.sock:/var/run/docker.sock:ro\"]", true)]
    [InlineData("image: redis:7.2", false)]
    public void What_a_service_mounts_for_writing_is_in_its_reach(string cache, bool isInReach) => Shop.Standard
        .Changed(Shop.Old, "cache: { image: redis:7.2 }", $"cache: {{ {cache} }}")
        .Changed(Shop.Plan, "  - stop-services", "  - run-command: { service: cache, command: [x] }\n  - stop-services")
        .Judge().Any(finding => finding.Rule == CommandNotUnderstood.Descriptor).Should().Be(isInReach);

    [Fact]
    public void What_is_compared_with_its_copy_afterwards_tells_by_itself() => Hop.Shipped.With(BeforeComparison, "run-command: { service: cvat_db, command: [x] }").Raises();

    [Fact]
    public void A_copy_in_the_reach_of_a_command_is_in_danger_with_its_volume() => Hop.Of(
        "procedure: tidy",
        """
        check-space: {}
        stop-services: { all-but: [cvat_db, cvat_vector] }
        dump-database: { store: database, as: dump, in: events }
        run-command: { service: cvat_vector, command: [x] }
        start-services: {}
        """,
        Repository.CvatFiles[0].Text
            .Replace("  cvat_ui: {}", "  cvat_ui: {}\n  cvat_vector: { writes: [events] }", StringComparison.Ordinal)
            .Replace("  logs:", "  events: { kind: volume, service: cvat_vector, volume: cvat_events, disposable: true }\n  logs:", StringComparison.Ordinal)
            .Replace("cvat_opa, traefik]", "cvat_opa, traefik, cvat_vector]", StringComparison.Ordinal))
        .Judge().Where(IsOfData).Select(finding => finding.Rule.Id).Should().Contain("HOP029");

    [Fact]
    public void A_write_before_any_copy_is_harmless() => Before(BeforeAnyCopy, "{ writes: [database, media] }").Raises();

    [Fact]
    public void A_write_makes_the_copies_stale()
    {
        var finding = Between("{ writes: [database] }", "cvat_db").Judge().Single(IsOfData);

        finding.Rule.Id.Should().Be("HOP003");
        finding.Message.English.Should().EndWith("'run-command' could write after it; take the copy after 'run-command'");
        finding.Related.Should().Contain(place => place.Message.English == "'run-command' writes here");
    }

    [Fact]
    public void A_write_between_two_copies_makes_the_first_stale() =>
        Hop.Shipped.With("back-up-volumes", "run-command: { service: cvat_db, command: [x], does: { writes: [database] } }").Judge().Select(finding => finding.Message.English)
            .Should().Contain(message => message.EndsWith("'run-command' could write after it; take the copy after 'run-command'", StringComparison.Ordinal));

    [Fact]
    public void A_write_to_files_behind_their_copy_closes_the_way_back() => Between("{ writes: [media] }", "cvat_db").Judge().Where(IsOfData).Select(finding => finding.Rule.Id).Should().Equal("HOP012");

    [Fact]
    public void A_write_of_the_new_version_is_part_of_it() => Before(BeforeAcceptance, "{ writes: [database, media] }").Raises();

    [Fact]
    public void What_a_command_destroys_needs_a_copy() => Before(BeforeAnyCopy, "{ destroys: [media] }").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP001");

    [Fact]
    public void A_verified_and_fresh_copy_covers_what_a_command_destroys_and_a_restore_fills_again() => Between("{ destroys: [database] }", "cvat_db").Raises();

    [Fact]
    public void What_the_new_version_wrote_no_copy_has() => Before(BeforeAcceptance, "{ destroys: [media] }").Judge().Select(finding => finding.Rule.Id).Should().Contain("HOP003");

    [Fact]
    public void A_store_that_is_destroyed_under_its_service_and_never_filled_is_lost_to_the_application() => Hop.Of(
        "procedure: tidy",
        """
        check-space: {}
        stop-services: { all-but: [cvat_db] }
        dump-database: { store: database, as: dump }
        restore-database: { copy: dump, into: trial }
        verify-copy: { copy: dump, by: trial }
        discard-trial: { trial: trial }
        run-command: { service: cvat_db, command: [dropdb, cvat], does: { destroys: [database] } }
        """).Judge().Where(IsOfData).Select(finding => finding.Rule.Id).Should().Equal("HOP030");

    [Theory]
    [InlineData("promote-volume", "{ reads: [database] }", "HOP030", "HOP107")]
    [InlineData("start-services: {}", "{ reads: [database] }")]
    [InlineData(BeforeComparison, "{ writes: [database] }", "HOP030")]
    [InlineData(BeforeComparison, "{ reads: [database] }")]
    public void A_command_needs_its_stores_present_and_where_it_writes_compared(string before, string does, params string[] rules) =>
        Hop.Shipped.With(before, $"run-command: {{ service: cvat_db, command: [x], does: {does} }}").Judge().Select(finding => finding.Rule.Id).Distinct().Order().Should().Equal(rules);

    [Fact]
    public void A_command_needs_the_servers_of_its_stores() => Hop.Shipped
        .With("start-services: { only", "start-services: { only: [cvat_redis] }")
        .With("start-services: { only: [cvat_db]", "run-command: { service: cvat_redis, command: [x], does: { reads: [database] } }")
        .Judge().Select(finding => finding.Rule.Id).Should().Equal("HOP107");

    private static bool IsOfData(Finding finding) => finding.Rule.Family == RuleFamily.DataSafety;

    private static Hop Between(string does, string service) => Hop.Shipped.With(BetweenProofAndSwitch, $"run-command: {{ service: {service}, command: [x], does: {does} }}");

    private static Hop Before(string step, string does) => Hop.Shipped.With(step, $"run-command: {{ service: cvat_server, command: [x], does: {does} }}");
}
