using Hopguard.Reporting.Live;
using Hopguard.Reporting.Text;

namespace Hopguard.Reporting.Tests.Live;

public sealed class ErrorLineTests
{
    [Fact]
    public void A_log_has_the_message_alone() => ErrorLine.Of("Error: ", "Option 'a' is unknown", "Leave it out", OutputKind.Log).Should().Equal("Error: Option 'a' is unknown");

    [Fact]
    public void A_job_shows_it_with_what_to_do() => ErrorLine.Of("Error: ", "50 % of 'a'\nis gone", "Bring it back", OutputKind.GitHub)
        .Should().Equal("::error title=Hopguard::50 %25 of 'a'%0Ais gone%0ABring it back");

    [Theory]
    [InlineData(OutputKind.Log)]
    [InlineData(OutputKind.GitHub)]
    [InlineData(OutputKind.Azure)]
    public void Nothing_in_it_is_a_command_of_its_own(OutputKind kind) =>
        ErrorLine.Of("Error: ", "Option '\n::error::x\n##vso[task.complete]\u001b[2J'", null, kind).SelectMany(line => line.Split('\n')).Skip(kind == OutputKind.Azure ? 1 : 0)
            .Should().NotContain(line => line.StartsWith("::error::") || line.Contains("##vso[") || line.Contains('\u001b'));
}
