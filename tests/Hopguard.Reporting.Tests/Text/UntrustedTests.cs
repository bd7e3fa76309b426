using FsCheck;
using FsCheck.Fluent;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Text;

public sealed class UntrustedTests
{
    [Theory]
    [InlineData("plain text, 50 % of 'it'", "plain text, 50 % of 'it'")]
    [InlineData("日本語 ✓ café", "日本語 ✓ café")]
    [InlineData(null, "")]
    [InlineData("a\tb\r\nc", "a b  c")]
    [InlineData("\e[2J\e]0;title\a", "\\u001B[2J\\u001B]0;title\\u0007")]
    [InlineData("\u009B31m", "\\u009B31m")]
    [InlineData("a\u202Eb\u2066c\u200Bd\u2028e", "a\\u202Eb\\u2066c\\u200Bd\\u2028e")]
    public void What_cannot_be_seen_is_spelt_out(string? text, string expected) => Untrusted.Line(text).Should().Be(expected);

    [Theory]
    [InlineData("::set-output name=x::y", ": :set-output name=x::y")]
    [InlineData(" \u3000::error::x", ": :error::x")]
    [InlineData("log ##[add-mask]x", "log ## [add-mask]x")]
    [InlineData("###[x", "### [x")]
    [InlineData("x##VSO[task.setvariable variable=a]b", "x##vso [task.setvariable variable=a]b")]
    [InlineData("select x::text from fe80::1", "select x::text from fe80::1")]
    public void No_command_for_a_CI_system_gets_through(string text, string expected) => Untrusted.Line(text).Should().Be(expected);

    [Fact]
    public void Half_a_character_is_replaced() => Untrusted.Line("\uD800x").Should().Be("\uFFFDx");

    [Theory]
    [InlineData("    ::error::x", "    : :error::x")]
    [InlineData("x ::error::x", "x ::error::x")]
    public void A_line_broken_before_a_command_is_no_command(string line, string expected) => Untrusted.NotLeading(line).Should().Be(expected);

    [Fact]
    public void Each_line_of_a_text_is_made_harmless() =>
        Untrusted.Lines("one\r\n::error::two\n\n").Should().Equal("one", ": :error::two");

    [Fact]
    public void Whatever_comes_in_one_harmless_line_comes_out() => Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
    {
        var line = Untrusted.Line(text + "::x" + text + "##[" + text);
        return !line.Any(char.IsControl) && !line.StartsWith("::", StringComparison.Ordinal) && !line.Contains("##[", StringComparison.Ordinal);
    }));

    [Fact]
    public void A_harmless_line_stays_as_it_is() => Check.QuickThrowOnFailure(
        Prop.ForAll<string>(text => Untrusted.Line(Untrusted.Line(text)) == Untrusted.Line(text)));
}
