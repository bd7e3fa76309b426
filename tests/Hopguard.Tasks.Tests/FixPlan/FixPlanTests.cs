using System.Diagnostics;
using Hopguard.Engine;
using Hopguard.Tasks.FixPlan;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Tests.ValidatePlans;

namespace Hopguard.Tasks.Tests.FixPlan;

public sealed class FixPlanTests : IDisposable
{
    private const string Hop = "plans/cvat/2.2.0-2.3.0.yaml";
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly PlansFolder _plans = new();

    [Fact]
    public void A_good_plan_needs_nothing()
    {
        Fix($"--plan={Hop}", "--apply").Should().Be("nothing to mend\n");
        Fix($"--plan={Hop}", "--language=ja").Should().Be("直すところはありません\n");
        Text.Should().Be(PlansFolder.Shipped(Hop));
    }

    [Fact]
    public void The_patch_is_shown_and_git_can_apply_it()
    {
        var bad = _plans.Without("verify-copy: { copy: dump").Path(Hop);
        var before = File.ReadAllText(bad);

        var shown = Fix($"--plan={Hop}");

        Text.Should().Be(before, "nothing is written without --apply");
        shown.Should().StartWith("- 'verify-copy' comes before ").And.Contain($"--- a/{Hop}\n+++ b/{Hop}\n@@ ");
        Apply(shown);
        Text.Should().Contain("  - verify-copy: { copy: dump, by: trial }\n");
        Fix($"--plan={Hop}").Should().Be("nothing to mend\n");
    }

    [Fact]
    public void The_patch_of_a_file_with_carriage_returns_can_be_applied_too()
    {
        _plans.Write(Hop, PlansFolder.Shipped(Hop).Replace("  - compose-down: {}\n", string.Empty, StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal));

        Apply(Fix($"--plan={Hop}"));

        Text.Should().Contain("  - compose-down: {}\r\n").And.NotMatchRegex("[^\r]\n");
    }

    [Fact]
    public void Apply_writes_the_plan_and_leaves_nothing_beside_it()
    {
        _plans.Without("verify-copy: { copy: dump");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_plans.Path(Hop), OwnersOnly);

        Fix($"--plan={_plans.Path(Hop)}", "--apply").Should().EndWith("written to the file\n");

        Text.Should().Contain("verify-copy: { copy: dump, by: trial }");
        Directory.GetFiles(_plans.Path("plans/cvat"), "*.new").Should().BeEmpty();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_plans.Path(Hop)).Should().Be(OwnersOnly);
    }

    [Fact]
    public void What_cannot_be_mended_is_told_with_code_1_and_changes_nothing()
    {
        var before = File.ReadAllText(_plans.Without("retire-volume").Path(Hop));

        var failure = FluentActions.Invoking(() => Fix($"--plan={Hop}", "--apply")).Should().Throw<HopguardException>().Which;

        failure.ExitCode.Should().Be(1);
        failure.Remedy.Should().Contain("--unsafe");
        Text.Should().Be(before);
        Fix($"--plan={Hop}", "--apply", "--unsafe").Should().Contain("(unsafe: look twice)");
        Text.Should().Contain("retire-volume");
    }

    [Fact]
    public void A_plan_behind_a_link_is_mended_where_it_lies()
    {
        var real = _plans.Path("plans/cvat/hop.yml");
        File.Move(_plans.Without("verify-copy: { copy: dump").Path(Hop), real);
        File.CreateSymbolicLink(_plans.Path(Hop), "hop.yml");

        Fix($"--plan={Hop}", "--apply").Should().EndWith("written to the file\n");

        new FileInfo(_plans.Path(Hop)).LinkTarget.Should().Be("hop.yml");
        File.ReadAllText(real).Should().Contain("verify-copy: { copy: dump, by: trial }");
    }

    [Theory]
    [InlineData(Hop)]
    [InlineData("plans/cvat/application.yaml")]
    public void What_lies_behind_a_link_out_of_the_folder_is_neither_read_nor_written(string linked)
    {
        using var other = new PlansFolder(withCompose: false);
        var before = File.ReadAllText(other.Without("verify-copy: { copy: dump").Path(linked));
        File.Delete(_plans.Path(linked));
        File.CreateSymbolicLink(_plans.Path(linked), other.Path(linked));

        FluentActions.Invoking(() => Fix($"--plan={Hop}", "--apply")).Should().Throw<HopguardException>().WithMessage("*leads out of the folder*").Where(failure => failure.ExitCode == 2);

        File.ReadAllText(other.Path(linked)).Should().Be(before);
    }

    [Theory]
    [InlineData("--apply")]
    [InlineData("--plan=plans/cvat/application.yaml")]
    [InlineData("--plan=plans/cvat/none.yaml")]
    [InlineData("--plan=lonely.yaml")]
    public void Without_a_plan_and_its_application_there_is_nothing_to_do(string argument)
    {
        _plans.Write("lonely.yaml", PlansFolder.Shipped(Hop));
        FluentActions.Invoking(() => Fix(argument)).Should().Throw<HopguardException>().Where(failure => failure.ExitCode == 2);
    }

    public void Dispose() => _plans.Dispose();

    private string Text => File.ReadAllText(_plans.Path(Hop));

    [Fact]
    public void Where_time_runs_out_the_output_names_what_was_not_tried()
    {
        _plans.Without("verify-copy: { copy: dump");

        using var output = new StringWriter();
        FluentActions.Invoking(() => Fix(new Clock(step: 1), output, $"--plan={Hop}")).Should().Throw<HopguardException>();

        output.ToString().Should().Contain("The search ended at its limit of 1.5 s").And.Contain("these were not: ");
        Fix($"--plan={Hop}").Should().NotContain("limit");
    }

    private string Fix(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Fix(new Clock(step: 0), output, arguments);
        return output.ToString();
    }

    private void Fix(TimeProvider clock, TextWriter output, params string[] arguments) =>
        FixPlanTask.Fix(new OptionResolver(CommandLine.Parse(arguments), new Dictionary<string, string>(), _plans.Root).Resolve(), _plans.Root, output, clock);

    private void Apply(string patch)
    {
        var file = _plans.Path("fix.patch");
        File.WriteAllText(file, patch);
        // The folder only looks like a repository, so git applies the patch as it would anywhere.
        Directory.Delete(_plans.Path(".git"));
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", file]) { WorkingDirectory = _plans.Root, RedirectStandardError = true, UseShellExecute = false })!;
        var complaint = git.StandardError.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.Should().Be(0, complaint);
    }

    /// <summary>A clock that goes on by so many seconds each time that it is looked at.</summary>
    private sealed class Clock(int step) : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds += step;
    }
}
