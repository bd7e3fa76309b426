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
        // Asked first without assertions, which would cost more than the analysis itself.
        if (string.IsNullOrWhiteSpace(message.English) || !IsJapanese(message.Japanese))
            Assert.Fail($"'{message.English}' has to be said in English and in Japanese, not as '{message.Japanese}'");
    }
}
