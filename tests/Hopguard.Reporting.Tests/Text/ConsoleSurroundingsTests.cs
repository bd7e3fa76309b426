using System.Text;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Text;

public sealed class ConsoleSurroundingsTests
{
    [Theory]
    [InlineData("", false, OutputKind.Terminal)]
    [InlineData("", true, OutputKind.Log)]
    [InlineData("TERM=dumb", false, OutputKind.Log)]
    [InlineData("TERM=xterm", false, OutputKind.Terminal)]
    [InlineData("CI=true", false, OutputKind.Log)]
    [InlineData("CI=1", false, OutputKind.Log)]
    [InlineData("CI=false", false, OutputKind.Terminal)]
    [InlineData("CI=true;GITHUB_ACTIONS=true", true, OutputKind.GitHub)]
    [InlineData("TF_BUILD=True", true, OutputKind.Azure)]
    public void The_kind_of_output_is_told_from_what_is_found(string variables, bool redirected, OutputKind expected) =>
        Detect(variables, redirected).Kind.Should().Be(expected);

    [Theory]
    [InlineData("", false, true)]
    [InlineData("NO_COLOR=1", false, false)]
    [InlineData("CI=true", false, false)]
    [InlineData("", true, false)]
    public void Colours_are_for_terminals_that_do_not_refuse_them(string variables, bool redirected, bool expected) =>
        Detect(variables, redirected).Colour.Should().Be(expected);

    [Fact]
    public void Only_utf_8_can_show_more_than_ASCII()
    {
        Detect(string.Empty, redirected: false).Unicode.Should().BeTrue();
        ConsoleSurroundings.Detect(_ => null, redirected: false, Encoding.ASCII, () => 80).Unicode.Should().BeFalse();
    }

    [Fact]
    public void A_log_has_a_width_of_its_own() => Detect(string.Empty, redirected: true).Width().Should().Be(ConsoleSurroundings.LogWidth);

    private static ConsoleSurroundings Detect(string variables, bool redirected)
    {
        var environment = variables.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(variable => variable.Split('='))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return ConsoleSurroundings.Detect(name => environment.GetValueOrDefault(name), redirected, Encoding.UTF8, () => 80);
    }
}
