using System.Text.RegularExpressions;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Tests;

/// <summary>Whatever any test makes the analysis say is held to be said in both languages.</summary>
internal static class Bilingual
{
    private static readonly Regex Japanese = new(@"[\u3041-\u30fa\u4e00-\u9fff]", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>The findings, after a look at their messages and those of their related places.</summary>
    public static IReadOnlyList<Finding> Checked(IEnumerable<Finding> findings)
    {
        var all = findings.ToList();
        foreach (var message in all.SelectMany(finding => finding.Related.Select(related => related.Message).Prepend(finding.Message)))
            Check(message);

        return all;
    }

    public static bool IsJapanese(string text) => Japanese.IsMatch(text);

    public static void Check(Message message)
    {
        message.English.Should().NotBeNullOrWhiteSpace();
        message.Japanese.Should().MatchRegex(Japanese, $"'{message.English}' is said in Japanese too");
    }
}
