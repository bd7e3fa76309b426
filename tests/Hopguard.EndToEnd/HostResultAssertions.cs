using System.Text.RegularExpressions;

namespace Hopguard.EndToEnd;

/// <summary>What every failure owes the operator.</summary>
internal static partial class HostResultAssertions
{
    /// <summary>It failed with one clear error that holds these texts, without a stack trace.</summary>
    public static void ShouldFailWith(this HostResult result, params string[] texts)
    {
        result.ShouldEndWith(1, texts);
        Errors().Matches(result.Output).Should().ContainSingle(result.Output);
    }

    /// <summary>It ended with that code and printed these texts, without a stack trace.</summary>
    public static void ShouldEndWith(this HostResult result, int exitCode, params string[] texts)
    {
        result.ExitCode.Should().Be(exitCode, result.Output);
        foreach (var text in texts)
            result.Output.Should().Contain(text);

        result.Output.Should().NotMatchRegex(@"(?m)^\s+at [\w.]+\(").And.NotContain("Unhandled exception").And.NotContain("unexpected error");
    }

    /// <summary>No sentence of it stands there twice, and behind the route the run has no more lines than steps and what leads on from them; how far a step had come is told as often as it lasted long.</summary>
    public static void ShouldSayNothingTwice(this HostResult result)
    {
        var lines = result.Output.Split('\n').Select(line => line.Trim()).Where(line => line.Any(char.IsLetter) && !line.Contains(" so far")).ToList();
        lines.Should().OnlyHaveUniqueItems();
        lines.SkipWhile(line => !line.StartsWith("Run '", StringComparison.Ordinal)).Should().HaveCountGreaterThan(21).And.HaveCountLessThan(42, result.Output);
    }

    [GeneratedRegex(@"(?m)^(?:\x1b\[[0-9;]*m)*Error: ")]
    private static partial Regex Errors();
}
