using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Analysis;

public sealed class ExceptionTests
{
    private const string Step = "  - fetch-source: { archive: \"http://example.org/v2.3.0.zip\", as: v2.3.0 }";
    private const string Exception = "# hopguard: accept HOP401 because the host is in our own rack";

    [Theory]
    [InlineData("  " + Exception + "\n" + Step)]
    [InlineData(Step + "  " + Exception)]
    [InlineData("  " + Exception + "\n  # The address changes next year.\n" + Step)]
    [InlineData("  # hopguard: accept HOP203, HOP401 because the host is in our own rack\n" + Step, "HOP912")]
    [InlineData("  - fetch-source:\n      as: v2.3.0\n      " + Exception + "\n      archive: \"http://example.org/v2.3.0.zip\"")]
    [InlineData("  " + Exception + "\n  - fetch-source:\n      as: v2.3.0\n      archive: http://example.org/v2.3.0.zip")]
    [InlineData("  " + Exception + "\n  - fetch-source: {\n      as: v2.3.0,\n      archive: \"http://example.org/v2.3.0.zip\"\n    }")]
    public void An_exception_beside_the_step_accepts_the_finding(string step, params string[] others)
    {
        var findings = Judge(step);

        var accepted = findings.Should().ContainSingle(finding => finding.Accepted != null).Subject;
        (accepted.Rule.Id, accepted.Severity, accepted.Accepted!.Reason).Should().Be(("HOP401", Severity.Note, "the host is in our own rack"));
        findings.Where(finding => finding.Accepted is null).Select(finding => finding.Rule.Id).Should().Equal(others);
    }

    [Theory]
    [InlineData("  # hopguard: accept HOP203 because of the rack\n" + Step, "HOP401", "HOP912")]
    [InlineData("  " + Exception + "\n\n" + Step, "HOP401", "HOP913")]
    [InlineData(Step + "\n  " + Exception, "HOP401", "HOP912")]
    [InlineData("  # hopguard: accept HOP401\n" + Step, "HOP401", "HOP911")]
    [InlineData("  # hopguard: accept HOP401 because\n" + Step, "HOP401", "HOP911")]
    [InlineData("  # hopguard: accept HOP999 because x\n" + Step, "HOP401", "HOP913")]
    [InlineData("  # hopguard: accept HOP906 because x\n" + Step, "HOP401", "HOP913")]
    [InlineData("  # hopguard: accept everything because x\n" + Step, "HOP401", "HOP913")]
    [InlineData("  # hopguard: ignore HOP401\n" + Step, "HOP401", "HOP913")]
    [InlineData("  # see hopguard: accept HOP401 because x\n" + Step, "HOP401")]
    [InlineData("  - fetch-source: { archive: \"http://example.org/# hopguard: accept HOP401 because x\", as: v2.3.0 }", "HOP401")]
    public void What_is_no_exception_for_the_step_accepts_nothing(string step, params string[] rules)
    {
        var findings = Judge(step);

        findings.Should().OnlyContain(finding => finding.Accepted == null);
        findings.Select(finding => finding.Rule.Id).Should().BeEquivalentTo(rules);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\n")]
    public void The_place_of_an_exception_is_the_rule_it_names(string lineEnd)
    {
        var text = Text("  # \U0001F4BE\n  # hopguard: accept HOP203,HOP401 because of the rack\n" + Step).Replace("\n", lineEnd, StringComparison.Ordinal);
        var accepted = Judge(new PlanFile("plans/cvat/hop.yaml", text)).Single(finding => finding.Accepted is not null).Accepted!;

        text.Substring(accepted.Place.Start, accepted.Place.Length).Should().Be("HOP401");
        (accepted.Place.Line, accepted.Place.Column).Should().Be((8, 29));
    }

    [Fact]
    public void A_finding_at_the_head_is_accepted_at_its_key()
    {
        var text = Text(Step.Replace("http:", "https:", StringComparison.Ordinal)).Replace("to: 2.3.0", "to: 2.3.1  # hopguard: accept HOP202 because a test release", StringComparison.Ordinal);
        var findings = Judge(new PlanFile("plans/cvat/hop.yaml", text)).Where(finding => finding.Rule.Id == "HOP202").ToList();

        findings.Should().NotBeEmpty().And.OnlyContain(finding => finding.Accepted != null);
    }

    [Fact]
    public void A_rule_about_data_is_accepted_by_its_name()
    {
        var lines = Text(Step.Replace("http:", "https:", StringComparison.Ordinal)).Split('\n').Where(line => !line.Contains("copy: volumes", StringComparison.Ordinal)).ToList();
        var loss = Judge(new PlanFile("plans/cvat/hop.yaml", string.Join('\n', lines))).First(finding => finding.Rule.Family == RuleFamily.DataSafety);
        lines[loss.Place.Line - 1] += $"  # hopguard: accept {loss.Rule.Id} because the storage keeps snapshots";

        Judge(new PlanFile("plans/cvat/hop.yaml", string.Join('\n', lines))).Should().Contain(finding => finding.Rule == loss.Rule && finding.Accepted != null);
    }

    [Fact]
    public void An_exception_in_a_file_whose_names_are_not_known_is_not_called_unused() =>
        Judge("  " + Exception + "\n" + Step.Replace("as: v2.3.0", "as: v2", StringComparison.Ordinal)).Should().OnlyContain(finding => finding.Rule.Id == "HOP908");

    private static IReadOnlyList<Finding> Judge(string step) => Judge(new PlanFile("plans/cvat/hop.yaml", Text(step)));

    private static IReadOnlyList<Finding> Judge(PlanFile plan) => PlanAnalysis.Analyze(PlanSet.Read([.. Repository.CvatFiles, plan]));

    private static string Text(string step)
    {
        var lines = Repository.Read("plans/cvat/2.2.0-2.3.0.yaml").Text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'));
        return string.Join('\n', lines.Select(line => line.Contains("fetch-source", StringComparison.Ordinal) ? step : line).Where(line => line.Length > 0));
    }
}
