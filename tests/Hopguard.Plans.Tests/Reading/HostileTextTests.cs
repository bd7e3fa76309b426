using System.Text;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests.Reading;

public sealed class HostileTextTests
{
    // The largest file is a megabyte, and the most values that it may hold come to some tens.
    private const int Megabytes = 64;

    public static TheoryData<string, string, string> Texts => new()
    {
        { "alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "HOP902" },
        { "alias", "application: *x", "HOP902" },
        { "tag", "application: !!System.Diagnostics.Process x", "HOP902" },
        { "merge key", "<<: { application: cvat }", "HOP902" },
        { "second document", "application: cvat\n---\napplication: cvat", "HOP902" },
        { "key that is a list", "? [a, b]\n: c", "HOP902" },
        { "key with an anchor", "&k application: cvat", "HOP902" },
        { "duplicate key", "application: cvat\napplication: cvat", "HOP903" },
        { "ten thousand brackets", "a: " + new string('[', 10_000), "HOP902" },
        { "ten thousand dashes", "a:\n  " + string.Concat(Enumerable.Repeat("- ", 10_000)), "HOP902" },
        { "ten thousand braces", "a: " + string.Concat(Enumerable.Repeat("{a: ", 10_000)), "HOP902" },
        { "a hundred thousand values", "a: [" + string.Concat(Enumerable.Repeat("a,", 100_000)) + "]", "HOP902" },
        { "ten megabytes", "a: " + new string('x', 10_000_000), "HOP902" },
        { "a megabyte of wide characters", "a: " + new string('あ', 400_000), "HOP902" },
        { "one long scalar", "application: " + new string('x', 1_000_000), "HOP906" },
        { "ten thousand unknown keys", string.Concat(Enumerable.Range(0, 10_000).Select(number => $"key{number}: x\n")), "HOP904" },
        { "tab", "application:\tcvat", "HOP901" },
        { "next line", "application: a\u0085b", "HOP901" },
        { "line separator", "application: a\u2028b", "HOP901" },
        { "paragraph separator", "application: a\u2029b", "HOP901" },
        { "bytes that are no UTF-8", Encoding.UTF8.GetString([0x61, 0x3A, 0x20, 0xFF]), "HOP901" },
        { "control character", "application: \u001B[31m", "HOP901" },
        { "nothing", string.Empty, "HOP901" },
        { "only a comment", "# nothing", "HOP901" },
        { "a list", "- a", "HOP901" },
        { "open bracket", "application: [a", "HOP901" },
        { "directive", "%YAML 9.9\n---\na: b", "HOP901" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Hostile_text_is_refused_in_bounded_memory(string what, string text, string rule)
    {
        var findings = Bounded.Run(Megabytes, () => PlanReader.Read(what, text, string.Empty).Findings);

        findings.Select(finding => finding.Rule.Id).Should().Contain(rule);
        findings.Should().OnlyContain(finding => finding.Message.English.Length < 600 && finding.Place.Start <= text.Length && finding.Place.Line > 0);
    }
}
