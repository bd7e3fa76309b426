using System.Text.RegularExpressions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>What the guides give people to paste.</summary>
internal static partial class GuideSnippets
{
    /// <summary>Workflows for GitHub.</summary>
    public static IEnumerable<string> GitHub(string page) => Of(page).Where(text => text.Contains("\njobs:\n", StringComparison.Ordinal) && !IsForAzure(text));

    /// <summary>Pipelines for Azure.</summary>
    public static IEnumerable<string> Azure(string page) => Of(page).Where(IsForAzure);

    private static bool IsForAzure(string text) => text.StartsWith("# azure-pipelines", StringComparison.Ordinal);

    private static IEnumerable<string> Of(string page) => Fence().Matches(File.ReadAllText(Path.Combine(Program.Root, page))).Select(match => match.Groups["text"].Value);

    [GeneratedRegex("^```yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Fence();
}
