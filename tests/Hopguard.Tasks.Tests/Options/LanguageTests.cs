using Hopguard.Plans.Findings;

namespace Hopguard.Tasks.Tests.Options;

public sealed class LanguageTests : IDisposable
{
    private readonly Deployment _deployment = new();

    [Theory]
    [InlineData("", "", "", Language.English)]
    [InlineData("", "", "ja_JP.UTF-8", Language.Japanese)]
    [InlineData("", "ja", "en_US.UTF-8", Language.Japanese)]
    [InlineData("C", "ja_JP", "ja_JP", Language.English)]
    [InlineData("JA_JP", "", "", Language.Japanese)]
    [InlineData("", "", "jam_JM", Language.English)]
    public void The_first_locale_that_is_set_decides(string all, string messages, string lang, Language expected) =>
        _deployment.With("LC_ALL", all).With("LC_MESSAGES", messages).With("LANG", lang).Resolve().Language.Should().Be(expected);

    [Fact]
    public void The_option_goes_before_the_locale_and_can_stand_in_variable_and_file()
    {
        _deployment.With("LANG", "ja_JP.UTF-8").Resolve("--language=en").Language.Should().Be(Language.English);
        _deployment.WithFile("language: en").Resolve().Language.Should().Be(Language.English);
        _deployment.With("HOPGUARD_LANGUAGE", "JA").Resolve().Language.Should().Be(Language.Japanese);
    }

    public void Dispose() => _deployment.Dispose();
}
