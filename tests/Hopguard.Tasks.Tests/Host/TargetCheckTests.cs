using Hopguard.Engine;
using Hopguard.Hosting.Targets;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Host;

public sealed class TargetCheckTests
{
    private static readonly Target[] Targets =
    [
        new("UpgradeCvat", "", "", TargetRole.Upgrade), new("RollbackCvat", "", "", TargetRole.Rollback), new("StatusCvat", "", "", TargetRole.Status),
        new("UpgradeNotes", "", "", TargetRole.Upgrade), new("PackNotes", "", "", TargetRole.Procedure), new("ValidatePlans", "", ""), new("ExplainRoute", "", ""), new("Test", "", ""),
        new("cvat-2.3.0", "", "", TargetRole.Part), new("cvat-2.3.0/dump-database", "", "", TargetRole.Part),
    ];

    [Theory]
    [InlineData("--target=test")]
    [InlineData("-t Test -t UpgradeCvat")]
    [InlineData("--tree")]
    [InlineData("--description")]
    public void Known_targets_and_looks_at_them_pass(string arguments) => Check(arguments).Should().NotThrow();

    [Fact]
    public void An_unknown_target_is_refused_with_the_one_meant() =>
        Check("--target=Test --target=UpgradeCvt --format=json").Should().Throw<HopguardException>()
            .Where(thrown => thrown.Message == "Target 'UpgradeCvt' is unknown" && thrown.Remedy == "Did you mean 'UpgradeCvat'?");

    [Theory]
    [InlineData("json", "UpgradeCvat", false)]
    [InlineData("sarif", "UpgradeCvat", true)]
    [InlineData("html", "UpgradeCvat", true)]
    [InlineData("sarif", "ValidatePlans", false)]
    [InlineData("html", "validateplans", false)]
    [InlineData("HTML", "ExplainRoute", false)]
    [InlineData("json", "ExplainRoute", true)]
    [InlineData("text", "ExplainRoute", false)]
    [InlineData("JSON", "ListArtifacts", false)]
    [InlineData("html", "ListArtifacts", true)]
    public void A_form_in_which_a_target_tells_nothing_is_refused(string format, string target, bool refused)
    {
        var check = () => TargetCheck.CheckFormat(format, [target]);
        if (refused)
            check.Should().Throw<HopguardException>().WithMessage($"Option '--format': '{format}' is no form in which target '{target}' tells anything");
        else
            check.Should().NotThrow();
    }

    [Theory]
    [InlineData("env:NOTHING_IS_SET", "Option '--notify-secret': nothing stands in 'env:NOTHING_IS_SET'")]
    [InlineData("file:/dev/null", "Option '--notify-secret': nothing stands in 'file:/dev/null'")]
    [InlineData("file:/nowhere", "Option '--notify-secret': 'file:/nowhere' cannot be read: *")]
    public void A_token_that_is_nowhere_is_refused_before_anything_begins(string reference, string what)
    {
        using var deployment = new Options.Deployment();
        var check = () => TargetCheck.CheckNotify(deployment.Resolve($"--notify-secret={reference}", "--notify=https://chat.example.org/key"));
        check.Should().Throw<HopguardException>().WithMessage(what).Which.Remedy.Should().Be("Set that variable or write that file, or leave the option out");
    }

    [Theory]
    [InlineData("nothing", "Option '--notify': nothing stands in 'file:*address'", "Set that variable or write that file, or leave the option out")]
    [InlineData("http://example.org/key", "Option '--notify': what stands in 'file:*address' is neither an HTTPS address nor an HTTP address of this host", "Write the address there, and nothing else, or leave the option out")]
    [InlineData("https://chat.example.org/key\n", null, null)]
    public void An_address_that_stands_somewhere_is_read_before_anything_begins(string written, string? what, string? remedy)
    {
        using var deployment = new Options.Deployment();
        File.WriteAllText(deployment.Path("address"), written == "nothing" ? string.Empty : written);
        var check = () => TargetCheck.CheckNotify(deployment.Resolve($"--notify=file:{deployment.Path("address")}"));
        if (what is null)
            check.Should().NotThrow();
        else
            check.Should().Throw<HopguardException>().WithMessage(what).Which.Remedy.Should().Be(remedy);
    }

    [Fact]
    public void A_token_that_nobody_would_get_is_refused_until_its_address_is_there()
    {
        using var deployment = new Options.Deployment();
        File.WriteAllText(deployment.Path("token"), "hunter2\n");
        var alone = () => TargetCheck.CheckNotify(deployment.Resolve($"--notify-secret=file:{deployment.Path("token")}"));
        alone.Should().Throw<HopguardException>()
            .Where(thrown => thrown.Message == "Option '--notify-secret' is given without the address that it is sent to" && thrown.Remedy == "Add '--notify=<address>', or leave it out");
        var both = () => TargetCheck.CheckNotify(deployment.Resolve($"--notify-secret=file:{deployment.Path("token")}", "--notify=https://chat.example.org/key"));
        both.Should().NotThrow();
    }

    [Fact]
    public void No_target_is_refused() => Check("--accept").Should().Throw<HopguardException>().WithMessage("No target is given");

    [Theory]
    [InlineData("--target=UpgradeCvat --check", "Option '--check' has no meaning for target 'UpgradeCvat'", "Leave it out; it belongs to GenerateDocs, Accuracy")]
    [InlineData("--target=StatusCvat --from=2.2.0", "Option '--from' has no meaning for target 'StatusCvat'", "Leave it out; it belongs to ExplainRoute, ListArtifacts, UpgradeCvat, UpgradeNotes")]
    [InlineData("--target=UpgradeCvat --to-stop=2.2.0", "Option '--to-stop' has no meaning for target 'UpgradeCvat'", "Leave it out; it belongs to RollbackCvat")]
    [InlineData("--target=RollbackCvat --stop-at=2.2.0", "Option '--stop-at' has no meaning for target 'RollbackCvat'", "Leave it out; it belongs to UpgradeCvat, UpgradeNotes")]
    [InlineData("--target=RollbackCvat --accept", "Option '--accept' has no meaning for target 'RollbackCvat'", "Leave '--accept' out")]
    [InlineData("--target=packnotes --accept", "Option '--accept' has no meaning for target 'PackNotes'", "Leave '--accept' out")]
    [InlineData("--target=Test --format=json", "Option '--format' has no meaning for target 'Test'", "Leave it out; it belongs to ValidatePlans, ExplainRoute, ListArtifacts, ListFleet, StatusCvat, UpgradeCvat, UpgradeNotes, RollbackCvat, PackNotes")]
    [InlineData("--target=PackNotes --to=2.3.0", "Option '--to' has no meaning for target 'PackNotes'", "Leave it out; it belongs to ExplainRoute, ListArtifacts, UpgradeCvat, UpgradeNotes")]
    [InlineData("--target=validateplans --to=2.3.0", "Option '--to' has no meaning for target 'ValidatePlans'", "Leave it out; it belongs to ExplainRoute, ListArtifacts, UpgradeCvat, UpgradeNotes")]
    [InlineData("--target=ExplainRoute --accept", "Option '--accept' has no meaning for target 'ExplainRoute'", "Leave it out; it belongs to UpgradeCvat, UpgradeNotes")]
    [InlineData("--target=ValidatePlans --deployment=x", "Option '--deployment' has no meaning for target 'ValidatePlans'", "Leave it out; it belongs to UpgradeCvat, RollbackCvat, StatusCvat, UpgradeNotes, PackNotes")]
    [InlineData("--target=Test --kill-at=after:x", "Option '--kill-at' has no meaning for target 'Test'", "Leave it out; it belongs to UpgradeCvat, RollbackCvat, UpgradeNotes, PackNotes")]
    [InlineData("--target=StatusCvat --kill-at=after:x", "Option '--kill-at' has no meaning for target 'StatusCvat'", "Leave '--kill-at' out")]
    [InlineData("--target=RollbackCvat --images=build", "Option '--images' has no meaning for target 'RollbackCvat'", "Leave '--images' out")]
    [InlineData("--target=PackNotes --images=build", "Option '--images' has no meaning for target 'PackNotes'", "Leave '--images' out")]
    [InlineData("--target=ExplainRoute --images=build", "Option '--images' has no meaning for target 'ExplainRoute'", "Leave it out; it belongs to UpgradeCvat, UpgradeNotes")]
    [InlineData("--target=StatusCvat --delete-retired", "Option '--delete-retired' has no meaning for target 'StatusCvat'", "Leave '--delete-retired' out")]
    public void An_option_that_the_target_would_ignore_is_refused(string arguments, string what, string remedy) =>
        Check(arguments).Should().Throw<HopguardException>().Where(thrown => thrown.Message == what && thrown.Remedy == remedy);

    [Theory]
    [InlineData("--target=Test --filter=x")]
    [InlineData("--target=Test --language=ja")]
    [InlineData("--target=cvat-2.3.0 --deployment=x --accept --to=2.3.0")]
    [InlineData("--target=cvat-2.3.0/dump-database --kill-at=in:dump-database")]
    [InlineData("--target=UpgradeCvat --to=2.3.0")]
    [InlineData("--target=UpgradeNotes --images=build")]
    [InlineData("--target=cvat-2.3.0 --images=build")]
    [InlineData("--target=UpgradeNotes --format=json --accept --to=2.3.0")]
    [InlineData("--target=PackNotes --rollback=manual --output=x")]
    [InlineData("--target=test --target=UpgradeCvat --filter=x --accept")]
    public void An_option_that_one_of_the_targets_reads_passes(string arguments) => Check(arguments).Should().NotThrow();

    [Fact]
    public void Images_are_built_on_the_way_to_another_version_alone() =>
        Enum.GetValues<TargetRole>().Where(role => OptionCatalogue.Images.IsReadBy("AnyNotes", role)).Should().Equal(TargetRole.Part, TargetRole.Upgrade);

    [Theory]
    [InlineData("after:dump-database", null)]
    [InlineData("before:dump-database", "Option 'kill-at': 'before:dump-database' is no failpoint")]
    [InlineData("After:dump-database", "Option 'kill-at': 'After:dump-database' is no failpoint")]
    [InlineData("after:dump-databse", "Option 'kill-at': 'after:dump-databse' names no step")]
    [InlineData("after", "Option 'kill-at': 'after' names no step")]
    public void A_drill_that_would_never_come_is_refused(string point, string? what)
    {
        var check = () => TargetCheck.CheckFailpoint(point, [new Target("cvat-2.3.0/dump-database", "", "")]);
        if (what is null)
            check.Should().NotThrow();
        else
            check.Should().Throw<HopguardException>().WithMessage(what);
    }

    private static Action Check(string arguments) => () => TargetCheck.Check(CommandLine.Parse(arguments.Split(' ')), Targets);
}
