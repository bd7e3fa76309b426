using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Severities;

public sealed class SeverityTests
{
    private const string Near = "plans/cvat/hopguard.yaml";
    private const string Far = "plans/hopguard.yaml";
    private static readonly string Shipped = Repository.Read("plans/cvat/2.2.0-2.3.0.yaml").Text;
    private static readonly string Unchecked = Without("- verify-version");
    private static readonly string Unproved = Without("- verify-copy: { copy: dump");

    [Fact]
    public void A_plan_is_judged_by_the_rules_own_severities() => Weights(Unchecked).Should().Equal("HOP115 Warning");

    [Theory]
    [InlineData("error", "HOP115 Error")]
    [InlineData("warning", "HOP115 Warning")]
    [InlineData("note", "HOP115 Note")]
    [InlineData("none", null)]
    public void A_file_beside_the_plans_says_what_a_rule_weighs(string word, string? expected) =>
        Weights(Unchecked, (Far, $"severities: {{ HOP115: {word} }}")).Should().Equal(expected is null ? [] : [expected]);

    [Fact]
    public void The_nearer_file_counts() =>
        Weights(Unchecked, (Near, "severities: { HOP115: note }"), (Far, "severities: { HOP115: error }")).Should().Equal("HOP115 Note");

    [Fact]
    public void A_file_beside_another_application_says_nothing() => Weights(Unchecked, ("plans/other/hopguard.yaml", "severities: { HOP115: none }")).Should().Equal("HOP115 Warning");

    [Fact]
    public void A_folder_whose_name_only_begins_alike_is_another() => Weights(Unchecked, ("plans/cv/hopguard.yaml", "severities: { HOP115: none }")).Should().Equal("HOP115 Warning");

    [Theory]
    [InlineData("dotnet_diagnostic.HOP115.severity = error", "HOP115 Error")]
    [InlineData("is_global = true\nDOTNET_DIAGNOSTIC.hop115.SEVERITY : Suggestion # as the team agreed", "HOP115 Note")]
    [InlineData("dotnet_diagnostic.HOP115.severity = none", null)]
    [InlineData("dotnet_diagnostic.HOP115.severity = silent", null)]
    [InlineData("dotnet_diagnostic.HOP115.severity = eror", "HOP115 Warning")]
    [InlineData("# dotnet_diagnostic.HOP115.severity = none", "HOP115 Warning")]
    [InlineData("[*.yaml]\ndotnet_diagnostic.HOP115.severity = none", "HOP115 Warning")]
    [InlineData("not a key\n=\n:\n", "HOP115 Warning")]
    public void The_compilers_own_file_says_it_too(string text, string? expected) => Weights(Unchecked, (".globalconfig", text)).Should().Equal(expected is null ? [] : [expected]);

    [Fact]
    public void The_compilers_file_counts_more_as_it_does_in_the_compiler() =>
        Weights(Unchecked, (Near, "severities: { HOP115: none }"), (".globalconfig", "dotnet_diagnostic.HOP115.severity = error")).Should().Equal("HOP115 Error");

    [Fact]
    public void Of_two_compilers_files_of_one_level_neither_counts_and_of_two_levels_the_higher() =>
        new[] { "100", "101" }.Select(level => Weights(
            Unchecked,
            (".globalconfig", "dotnet_diagnostic.HOP115.severity = error"),
            ("../.globalconfig", $"global_level = {level}\ndotnet_diagnostic.HOP115.severity = suggestion")).Single()).Should().Equal("HOP115 Warning", "HOP115 Note");

    [Fact]
    public void What_is_about_data_stays_an_error_whoever_says_otherwise() => Weights(
        Unproved,
        (Near, "severities: { HOP002: none, HOP005: none, HOP007: note }"),
        (".globalconfig", "dotnet_diagnostic.HOP002.severity = none\ndotnet_diagnostic.HOP005.severity = none\ndotnet_diagnostic.HOP012.severity = none"))
        .Where(weight => weight.StartsWith("HOP0", StringComparison.Ordinal)).Should().Equal(Weights(Unproved)).And.OnlyContain(weight => weight.EndsWith("Error")).And.NotBeEmpty();

    [Fact]
    public void What_a_plan_accepts_stays_a_note()
    {
        const string exception = "  # hopguard: accept HOP115 because the monitoring reads the version\n";
        var accepted = Unchecked.Replace("  - start-services: {}\n", exception + "  - start-services: {}\n", StringComparison.Ordinal);

        Weights(accepted, (Far, "severities: { HOP115: error }")).Should().Equal("HOP115 Note");
    }

    [Theory]
    [InlineData("severities: { {|HOP908:HOP15|}: none }")]
    [InlineData("severities: { {|HOP914:HOP003|}: warning }")]
    [InlineData("severities: { {|HOP914:HOP901|}: none }")]
    [InlineData("severities: { HOP115: {|HOP906:eror|} }")]
    [InlineData("severities: { HOP115: {|HOP906:[error]|} }")]
    [InlineData("severities: { HOP115: note }\n{|HOP904:language|}: en")]
    [InlineData("severities: {|HOP906:none|}")]
    public void A_mistake_in_the_file_is_reported_at_its_place(string marked)
    {
        var file = new MarkedPlan(marked);
        Judge(Shipped, (Far, file.Text)).Select(finding => (finding.Rule.Id, finding.Place.Path, finding.Place.Start, finding.Place.Length))
            .Should().Equal(file.Expected.Select(expected => (expected.Id, Far, expected.Start, expected.Length)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_changes_nothing() =>
        Weights(Unchecked, (Far, "severities: { HOP115: none")).Should().Equal("HOP115 Warning", "HOP901 Error");

    private static IEnumerable<string> Weights(string plan, params (string Path, string Text)[] settings) =>
        Judge(plan, settings).Select(finding => $"{finding.Rule.Id} {finding.Severity}").Order(StringComparer.Ordinal);

    private static IEnumerable<Finding> Judge(string plan, params (string Path, string Text)[] settings) => PlanAnalysis.Analyze(PlanSet.Read(
        [.. Repository.CvatFiles, new PlanFile("plans/cvat/plan.yaml", plan), .. settings.Select(file => new PlanFile(file.Path, file.Text))]));

    private static string Without(string step) =>
        string.Join('\n', Shipped.Split('\n').Where(line => !line.TrimStart().StartsWith(step, StringComparison.Ordinal)));
}
