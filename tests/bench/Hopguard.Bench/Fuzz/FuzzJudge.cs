using Hopguard.Plans.Analysis;
using Hopguard.Plans.Findings;
using Hopguard.Plans.Fixes;
using Hopguard.Plans.Reading;

namespace Hopguard.Bench.Fuzz;

/// <summary>Sends an input through everything that reads strangers' files, and says what is wrong with the answer.</summary>
internal static class FuzzJudge
{
    /// <summary>Reads and judges all files.</summary>
    public static FuzzVerdict Judge(FuzzInput input)
    {
        try
        {
            var plans = PlanSet.Read(input.Files);
            return new(Problem(PlanAnalysis.Analyze(plans), input.Files), !plans.Plans.IsEmpty);
        }
        catch (Exception crash)
        {
            return new(crash.ToString(), false);
        }
    }

    /// <summary>Looks for a fix of the plan, as long as its application can be read.</summary>
    /// <returns>What is wrong; null when the answer is sound.</returns>
    public static string? Fix(FuzzInput input)
    {
        try
        {
            if (PlanSet.Read(input.Files.Where(file => file != input.Plan)).Applications is not [var application])
                return null;

            var fix = new PlanFixer(application).Fix(input.Plan, allowUnsafe: true);
            return Problem(fix.Remaining, [.. input.Files.Where(file => file != input.Plan), input.Plan with { Text = fix.Text }]);
        }
        catch (Exception crash)
        {
            return crash.ToString();
        }
    }

    private static string? Problem(IEnumerable<Finding> findings, IReadOnlyList<PlanFile> files)
    {
        var texts = files.DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => new FuzzText(file.Text), StringComparer.Ordinal);
        return findings.SelectMany(finding => Places(finding).Where(place => !IsInside(place, texts)).Select(place => $"{place} of '{finding}' is no place of its text ({place.Start}, {place.Length})")
            .Concat(Messages(finding).Where(message => message.English.Length == 0 || message.Japanese.Length == 0).Select(_ => $"'{finding}' says nothing in one of the languages"))).FirstOrDefault();
    }

    private static bool IsInside(SourcePlace place, Dictionary<string, FuzzText> texts) => place.Path is not null && texts.TryGetValue(place.Path, out var text) && text.Holds(place);

    private static IEnumerable<SourcePlace> Places(Finding finding) =>
        [finding.Place, .. finding.Related.Select(related => related.Place), .. finding.Accepted is { } accepted ? [accepted.Place] : Array.Empty<SourcePlace>()];

    private static IEnumerable<Message> Messages(Finding finding) => [finding.Message, .. finding.Related.Select(related => related.Message)];
}
