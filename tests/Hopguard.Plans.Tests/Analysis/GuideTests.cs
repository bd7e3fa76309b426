using System.Text.RegularExpressions;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>
/// The procedures of CVAT's own guide, written down literally. Above every line stands what goes wrong with it: the rule, the numbers of the failures that it is
/// founded on, and why it is true here. Nothing else is raised, and nothing of it is a false alarm.
/// </summary>
public sealed class GuideTests
{
    private const string Folder = "tests/Hopguard.Plans.Tests/Guides";
    private static readonly Regex Expectation = new(@"^ *#! (?<rule>HOP\d{3}) (?<failures>F\d+(, F\d+)*|promise \d): .+$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    [Fact]
    public void The_guide_from_2_2_0_to_2_3_0_raises_what_goes_wrong_with_it() => Judge("cvat-2.3.0.yaml", Repository.CvatFiles);

    [Fact]
    public void The_guide_from_1_7_0_to_2_2_0_raises_what_goes_wrong_with_it() => Judge("cvat-2.2.0.yaml", CvatSince170());

    [Theory]
    [InlineData("cvat-2.3.0.yaml", "F01 F02 F03 F04 F07 F09 F15 F16 F35 F37 F43 F51 F52 F60 F63 F76")]
    [InlineData("cvat-2.2.0.yaml", "F23 F26 F36 F37")]
    public void What_is_known_to_go_wrong_with_a_guide_is_expected_of_it(string guide, string failures) =>
        Expected(As(guide, guide).Text).SelectMany(expected => expected.Failures).Should().Contain(failures.Split(' '));

    private static void Judge(string guide, PlanFile[] application)
    {
        var plan = As(guide, "plans/cvat/guide.yaml");
        var findings = PlanAnalysis.Analyze(PlanSet.Read([.. application, plan]));

        findings.Select(finding => (finding.Place.Line, finding.Rule.Id)).Order()
            .Should().Equal(Expected(plan.Text).Select(expected => (expected.Line, expected.Rule)).Order(), "these were found:\n{0}", string.Join('\n', findings));
    }

    private static IEnumerable<(int Line, string Rule, string[] Failures)> Expected(string text)
    {
        var above = new List<Match>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            if (Expectation.Match(line) is { Success: true } match)
            {
                above.Add(match);
            }
            else if (!line.TrimStart().StartsWith('#'))
            {
                foreach (var expected in above)
                    yield return (index + 1, expected.Groups["rule"].Value, expected.Groups["failures"].Value.Split(", "));

                above.Clear();
            }
        }
    }

    private static PlanFile[] CvatSince170() =>
    [
        As("application.yaml", "plans/cvat/application.yaml"),
        As("compose-1.7.0.yaml", "plans/cvat/compose/1.7.0/docker-compose.yaml"),
        .. Repository.CvatFiles.Where(file => file.Path.Contains("compose/2.2.0", StringComparison.Ordinal)),
    ];

    private static PlanFile As(string file, string path) => new(path, Repository.Read($"{Folder}/{file}").Text);
}
