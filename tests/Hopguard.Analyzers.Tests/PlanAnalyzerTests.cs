using Hopguard.Plans.Findings;
using Microsoft.CodeAnalysis;

namespace Hopguard.Analyzers.Tests;

public sealed class PlanAnalyzerTests
{
    [Fact]
    public Task A_volume_removed_without_a_copy_is_reported_at_the_store() => PlanHost.Expect("""
        application: cvat
        procedure: reset
        summary: empties the database
        steps:
          - stop-services
          - compose-down
          - remove-volume: { store: {|HOP001:database|} }
          - start-services
        """);

    [Fact]
    public Task A_disposable_volume_may_be_removed() => PlanHost.Expect("""
        application: cvat
        procedure: reset
        summary: empties the logs
        steps:
          - stop-services
          - compose-down
          - remove-volume: { store: logs }
          - start-services
        """);

    [Fact]
    public async Task A_dump_taken_while_writers_run_is_stale_and_unverified()
    {
        var found = await PlanHost.Analyze([.. PlanHost.CvatFiles, new PlanText(PlanHost.PlanPath, """
            application: cvat
            procedure: reset
            summary: as the guide has it
            steps:
              - dump-database: { store: database, as: dump }
              - compose-down
              - remove-volume: { store: database }
              - start-services: { only: [cvat_db] }
              - start-services
            """)]);

        found.Select(diagnostic => diagnostic.Id).Should().BeEquivalentTo("HOP002", "HOP003", "HOP006", "HOP006");
    }

    [Theory]
    [InlineData("/repository/plans/cvat/plan.yml", "HOP001")]
    [InlineData("/repository/plans/cvat/.old/PLAN.YAML", "HOP910")]
    [InlineData("/repository/Plans/cvat/plan.yaml", "HOP910")]
    [InlineData("/repository/plans/cvat/Application.yml", "HOP915")]
    public async Task A_file_is_judged_however_it_is_spelt(string path, string rule)
    {
        var found = await PlanHost.Analyze([.. PlanHost.CvatFiles, new PlanText(path, PlanHost.Losing)]);

        found.Select(diagnostic => (diagnostic.Id, diagnostic.Location.GetLineSpan().Path)).Should().Equal((rule, path));
    }

    [Fact]
    public Task A_misspelt_key_is_reported_at_the_key() => PlanHost.Expect("""
        application: cvat
        procedure: dump
        summary: a dump
        steps:
          - dump-database: { store: database, as: dump, {|HOP904:{|HOP900:jbos|}|}: 4 }
        """);

    [Fact]
    public Task An_unknown_service_is_reported_at_its_name_in_the_list() => PlanHost.Expect("""
        application: cvat
        procedure: dump
        summary: a dump
        steps:
          - stop-services: { all-but: [cvat_db, {|HOP908:"cvat_sever"|}] }
        """);

    [Fact]
    public async Task A_finding_explains_itself_by_a_related_place()
    {
        var plan = Repository.Read("plans/cvat/2.2.0-2.3.0.yaml").Replace("  - verify-copy: { copy: dump, by: trial }\n", string.Empty, StringComparison.Ordinal);

        var found = await PlanHost.Analyze([.. PlanHost.CvatFiles, new PlanText(PlanHost.PlanPath, plan)]);

        found.Select(diagnostic => diagnostic.Id).Should().BeEquivalentTo("HOP002", "HOP005");
        found.Should().OnlyContain(diagnostic => diagnostic.AdditionalLocations.Count == 1);
    }

    [Fact]
    public async Task Files_that_are_no_plans_are_left_alone() =>
        (await PlanHost.Analyze(new PlanText("/repository/ci.yaml", "a: [b"), new PlanText("/repository/plans/readme.md", "a: [b"))).Should().BeEmpty();

    [Fact]
    public async Task The_shipped_plans_raise_nothing() =>
        (await PlanHost.Analyze([.. PlanHost.CvatFiles, new PlanText(PlanHost.PlanPath, Repository.Read("plans/cvat/2.2.0-2.3.0.yaml"))])).Should().BeEmpty();

    [Fact]
    public void Rules_about_data_and_syntax_cannot_be_switched_off_and_all_rules_lead_to_their_page()
    {
        foreach (var descriptor in new PlanAnalyzer().SupportedDiagnostics)
        {
            descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable).Should().Be(descriptor.Id[3] is '0' or '9');
            File.Exists(Path.Combine(Repository.Root, descriptor.HelpLinkUri)).Should().BeTrue();
        }
    }

    [Fact]
    public void The_analyzer_knows_every_rule_but_the_generator_s_own() =>
        new PlanAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id)
            .Should().Equal(RuleList.All.Select(rule => rule.Id).Where(id => id != "HOP900"));
}
