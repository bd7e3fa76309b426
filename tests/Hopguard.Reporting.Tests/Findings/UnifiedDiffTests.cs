using Hopguard.Reporting.Findings;

namespace Hopguard.Reporting.Tests.Findings;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference() => Diff("a\nb\n", "a\nb\n").Should().BeEmpty();

    [Fact]
    public void A_line_in_between_is_shown_with_three_lines_around_it() =>
        Diff("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n+\n5\n6\n7\n8\n").Should().Be("--- a/p.yaml\n+++ b/p.yaml\n@@ -2,6 +2,7 @@\n 2\n 3\n 4\n++\n 5\n 6\n 7");

    [Fact]
    public void Changes_far_apart_are_hunks_of_their_own() =>
        Diff(string.Concat(Enumerable.Range(1, 20).Select(line => $"{line}\n")), string.Concat(Enumerable.Range(2, 18).Select(line => $"{line}\n")))
            .Should().Be("--- a/p.yaml\n+++ b/p.yaml\n@@ -1,4 +1,3 @@\n-1\n 2\n 3\n 4\n@@ -17,4 +16,3 @@\n 17\n 18\n 19\n-20");

    [Fact]
    public void A_last_line_without_a_line_end_says_so() =>
        Diff("a\nb", "b\na").Should().Be("--- a/p.yaml\n+++ b/p.yaml\n@@ -1,2 +1,2 @@\n-a\n-b\n\\ No newline at end of file\n+b\n+a\n\\ No newline at end of file");

    [Fact]
    public void Texts_too_long_to_compare_are_replaced()
    {
        var before = string.Concat(Enumerable.Range(0, 3000).Select(line => $"a{line}\n"));
        Diff(before, before.Replace('a', 'b')).Should().Contain("@@ -1,3000 +1,3000 @@\n-a0\n").And.EndWith("+b2999");
    }

    private static string Diff(string before, string after) => string.Join('\n', UnifiedDiff.Of("p.yaml", before, after));
}
