using System.Diagnostics;
using Hopguard.Engine;

namespace Hopguard.Tasks.Tests.ValidatePlans;

/// <summary>A stranger's folder leads nowhere but into itself, and what is not followed is among the files with the reason.</summary>
public sealed class LinkTests : IDisposable
{
    private const string Out = "leads out of the folder";
    private readonly PlansFolder _plans = new();
    private readonly PlansFolder _other = new();

    [Fact]
    public void A_link_that_stays_in_the_folder_is_followed()
    {
        File.CreateSymbolicLink(_plans.Path("plans/cvat/twin.yml"), _plans.Path("plans/cvat/2.2.0-2.3.0.yaml"));
        _plans.Write("plans/parts/deep/hop.yml", "x");
        Directory.CreateSymbolicLink(_plans.Path("plans/cvat/alias"), "../parts/deep");

        var found = _plans.Find("plans");

        found.Should().OnlyContain(file => file.Unopened == null);
        found.Select(file => (file.Path, file.Text.Length > 1)).Should().Contain([("plans/cvat/twin.yml", true), ("plans/cvat/alias/hop.yml", false), ("plans/parts/deep/hop.yml", false)]);
    }

    [Fact]
    public void A_link_that_leads_out_is_named_and_not_followed()
    {
        Directory.CreateDirectory(_plans.Path("plans/parts"));
        Directory.CreateSymbolicLink(_plans.Path("plans/away"), _other.Path("plans"));
        File.CreateSymbolicLink(_plans.Path("plans/cvat/stolen.yaml"), _other.Path("plans/cvat/2.2.0-2.3.0.yaml"));
        // The link itself stays in the folder; the folder on its way does not.
        Directory.CreateSymbolicLink(_plans.Path("plans/parts/way"), _other.Path("plans/cvat"));
        File.CreateSymbolicLink(_plans.Path("plans/cvat/around.yml"), "../parts/way/2.2.0-2.3.0.yaml");

        Skipped("plans").Should().Equal(("plans/away", Out), ("plans/cvat/around.yml", Out), ("plans/cvat/stolen.yaml", Out), ("plans/parts/way", Out));
        Skipped("plans/**/*.y*ml").Should().HaveCount(4);
        Skipped("plans/cvat/stolen.yaml", "plans/cvat/around.yml").Should().HaveCount(2);
    }

    [Fact]
    public void What_comes_along_with_a_plan_leads_out_no_more_than_the_plan()
    {
        foreach (var file in new[] { "plans/cvat/application.yaml", "plans/hopguard.yaml" })
        {
            _other.Write(file, "severities: {}");
            File.Delete(_plans.Path(file));
            File.CreateSymbolicLink(_plans.Path(file), _other.Path(file));
        }

        Directory.Delete(_plans.Path("plans/cvat/compose"), recursive: true);
        Directory.CreateSymbolicLink(_plans.Path("plans/cvat/compose"), _other.Path("plans/cvat/compose"));

        foreach (var wanted in new[] { "plans", "plans/cvat", "plans/cvat/2.2.0-2.3.0.yaml", "plans/*/2.2*" })
            Skipped(wanted).Should().Equal([("plans/cvat/application.yaml", Out), ("plans/cvat/compose", Out), ("plans/hopguard.yaml", Out)], wanted);
    }

    [Fact]
    public void Circles_and_links_to_nothing_are_named()
    {
        Directory.CreateSymbolicLink(_plans.Path("plans/cvat/circle"), _plans.Path("plans"));
        File.CreateSymbolicLink(_plans.Path("plans/nothing.yaml"), "gone.yaml");
        File.CreateSymbolicLink(_plans.Path("plans/one.yaml"), "two.yaml");
        File.CreateSymbolicLink(_plans.Path("plans/two.yaml"), "one.yaml");
        File.CreateSymbolicLink(_plans.Path("plans/no-plan"), "gone");

        Skipped("plans").Select(found => found.Path).Should().Equal("plans/cvat/circle", "plans/nothing.yaml", "plans/one.yaml", "plans/two.yaml");
    }

    [Fact]
    public void Links_that_multiply_each_other_are_refused()
    {
        for (var level = 0; level < 24; level++)
        {
            Directory.CreateDirectory(_plans.Path($"plans/l{level}"));
            foreach (var twin in new[] { "a", "b" })
                Directory.CreateSymbolicLink(_plans.Path($"plans/l{level}/{twin}"), $"../l{level + 1}");
        }

        Directory.CreateDirectory(_plans.Path("plans/l24"));
        _plans.Invoking(one => one.Find("plans")).Should().Throw<HopguardException>().WithMessage("More than 1000 links*").Where(failure => failure.ExitCode == 2);
    }

    [Theory]
    [InlineData("plans")]
    [InlineData("plans/cvat/2.2.0-2.3.0.yaml")]
    [InlineData("plans/**")]
    public void A_folder_that_became_a_link_to_elsewhere_is_refused(string wanted)
    {
        Directory.Delete(_plans.Path("plans"), recursive: true);
        Directory.CreateSymbolicLink(_plans.Path("plans"), _other.Path("plans"));

        var refused = _plans.Invoking(one => one.Find(wanted)).Should().Throw<HopguardException>().Which;

        refused.ExitCode.Should().Be(2);
        refused.Remedy.Should().Contain(_other.Root);
        _plans.Find(_other.Path("plans")).Should().NotBeEmpty("that is what the remedy says");
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;

        using (var made = Process.Start("mkfifo", _plans.Path("plans/cvat/pipe.yaml")))
            await made.WaitForExitAsync();

        await Task.Run(() => _plans.Find("plans")).WaitAsync(TimeSpan.FromMinutes(1));
    }

    public void Dispose()
    {
        _plans.Dispose();
        _other.Dispose();
    }

    private IEnumerable<(string Path, string Reason)> Skipped(params string[] wanted) =>
        _plans.Find(wanted).Where(file => file.Unopened is not null).Select(file => (file.Path, file.Unopened!.Value.English.Contains(Out) && file.Text.Length == 0 ? Out : string.Empty));
}
