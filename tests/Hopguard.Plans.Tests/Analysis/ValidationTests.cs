using System.Globalization;
using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Rules.DataSafety;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Analysis;

/// <summary>Files that are judged while others are read come to the same as files that are read first and judged then.</summary>
public sealed class ValidationTests
{
    // Two plans each: so many that a second thread helps.
    private const int Many = 80;

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public void Judging_while_reading_comes_to_the_same_findings_in_the_same_order(int applications)
    {
        var files = Enumerable.Range(0, applications).SelectMany(Files).ToList();
        var read = PlanSet.Read(files);

        var validated = PlanAnalysis.Validate(files);

        validated.Plans.Plans.Select(plan => plan.Path).Should().Equal(read.Plans.Select(plan => plan.Path)).And.NotBeEmpty();
        validated.Findings.Select(Text).Should().Equal(PlanAnalysis.Analyze(read).Select(Text)).And.HaveCountGreaterThan(applications / 3);
    }

    [Fact]
    public void Plans_are_judged_by_their_own_application()
    {
        var files = Enumerable.Range(0, Many).SelectMany(Files).ToList();

        var findings = PlanAnalysis.Validate(files).Findings;

        findings.Where(finding => finding.Rule == DestroyedWithoutVerifiedCopy.Descriptor).Select(finding => finding.Place.Path)
            .Should().Equal(Enumerable.Range(0, Many).Where(Loses).Select(number => Folder(number) + "2.2.0-2.3.0.yaml").Order(StringComparer.Ordinal));
    }

    // The shipped application under another name; every third time its last hop trusts a copy that nobody verified, every seventh its file has a key too many.
    private static IEnumerable<PlanFile> Files(int number) => Repository.CvatFiles.Concat([Repository.Read("plans/cvat/2.2.0-2.3.0.yaml"), Repository.Read("plans/cvat/backup.yaml")]).Select(file =>
    {
        var name = file.Path["plans/cvat/".Length..];
        var text = file.Text.Replace(", events, queues", string.Empty, StringComparison.Ordinal).Replace("application: cvat", string.Create(CultureInfo.InvariantCulture, $"application: cvat{number}"), StringComparison.Ordinal);
        if (Loses(number) && name == "2.2.0-2.3.0.yaml")
            text = string.Join('\n', text.Split('\n').Where(line => !line.Contains("verify-copy: { copy: dump", StringComparison.Ordinal)));

        return new PlanFile(Folder(number) + name, number % 7 == 3 && name == "backup.yaml" ? text + "\nsurplus: true\n" : text);
    });

    private static bool Loses(int number) => number % 3 == 0;

    private static string Folder(int number) => string.Create(CultureInfo.InvariantCulture, $"plans/cvat{number}/");

    private static string Text(Finding finding) => $"{finding} {finding.Place.Start}+{finding.Place.Length} {string.Join(", ", finding.Related)}";
}
