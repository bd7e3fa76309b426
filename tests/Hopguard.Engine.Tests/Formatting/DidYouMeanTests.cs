using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Tests.Formatting;

public sealed class DidYouMeanTests
{
    private static readonly string[] Words = ["UpgradeCvat", "BackupCvat", "RollbackCvat", "Test"];

    [Theory]
    [InlineData("UpgardeCvat", "UpgradeCvat")]
    [InlineData("upgradecvat", "UpgradeCvat")]
    [InlineData("Roll", "RollbackCvat")]
    [InlineData("Tset", "Test")]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("Kamonohashi", null)]
    public void The_nearest_word_is_meant_when_it_is_near(string word, string? meant) => DidYouMean.Find(word, Words).Should().Be(meant);
}
