using Hopguard.Build.Targets;
using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Host;

public sealed class TargetCheckTests
{
    private static readonly Target[] Targets = [new("UpgradeCvat", "", ""), new("Test", "", "")];

    [Theory]
    [InlineData("--target=test")]
    [InlineData("-t Test -t UpgradeCvat")]
    [InlineData("--tree")]
    [InlineData("--description")]
    public void Known_targets_and_looks_at_them_pass(string arguments) => Check(arguments).Should().NotThrow();

    [Fact]
    public void An_unknown_target_is_refused_with_the_one_meant() =>
        Check("--target=Test --target=UpgradeCvt").Should().Throw<HopguardException>()
            .Where(thrown => thrown.Message == "Target 'UpgradeCvt' is unknown" && thrown.Remedy == "Did you mean 'UpgradeCvat'?");

    [Fact]
    public void No_target_is_refused() => Check("--accept").Should().Throw<HopguardException>().WithMessage("No target is given");

    private static Action Check(string arguments) => () => TargetCheck.Check(CommandLine.Parse(arguments.Split(' ')), Targets);
}
