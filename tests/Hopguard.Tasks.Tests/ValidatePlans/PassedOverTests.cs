using Hopguard.Engine;
using Hopguard.Reporting.Findings;

namespace Hopguard.Tasks.Tests.ValidatePlans;

/// <summary>Whatever may be a plan is judged, or named with the reason; that there is no finding always says that something was judged.</summary>
public sealed class PassedOverTests : IDisposable
{
    private const string Bad = "application: cvat\nprocedure: bad\nsummary: s\nsteps: [stop-services, compose-down, remove-volume: { store: database }]\n";
    private readonly PlansFolder _plans = new();

    public static TheoryData<FindingFormat> Formats => new(Enum.GetValues<FindingFormat>());

    [Theory]
    [InlineData("plans/cvat/bad.yml")]
    [InlineData("plans/cvat/BAD.YAML")]
    [InlineData("plans/cvat/bad.Yml")]
    [InlineData("plans/cvat/.bad.yaml")]
    public void A_plan_is_judged_however_it_is_spelt(string path)
    {
        _plans.Write(path, Bad);
        ExitCode().Should().Be(1);
        _plans.Log.Should().Contain($"{path}(4,").And.Contain("error HOP001");
    }

    [Theory]
    [InlineData("plans/.cvat")]
    [InlineData("plans/a/.b/c")]
    public void A_plan_in_a_hidden_folder_is_judged(string folder)
    {
        Directory.Delete(_plans.Path("plans/cvat"), recursive: true);
        _plans.Write($"{folder}/application.yaml", PlansFolder.Shipped("plans/cvat/application.yaml"));
        _plans.Write($"{folder}/bad.yml", Bad);

        ExitCode().Should().Be(1);
        _plans.Log.Should().Contain($"{folder}/bad.yml(4,");
    }

    [Fact]
    public void What_git_keeps_for_itself_is_no_plan()
    {
        _plans.Write(".git/refs/heads/fix.yaml", "0123");
        _plans.Find(".").Should().NotContain(file => file.Path.StartsWith(".git/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_not_judged_is_named_in_every_format(FindingFormat format)
    {
        Directory.CreateSymbolicLink(_plans.Path("plans/cvat/away"), "/");

        ExitCode($"--format={format}".ToLowerInvariant()).Should().Be(1);

        _plans.Log.Should().Contain("plans/cvat/away").And.Contain("HOP915").And.Contain("leads out of the folder");
    }

    [Theory]
    [InlineData("application.yml", "application.yaml")]
    [InlineData("Application.yaml", "application.yaml")]
    [InlineData("hopguard.yml", "hopguard.yaml")]
    public void A_file_that_is_spelt_almost_like_one_with_a_meaning_is_named(string name, string meant)
    {
        _plans.Write($"plans/shop/{name}", "severities: { HOP115: none }\n");
        ExitCode().Should().Be(1);
        _plans.Log.Should().Contain($"plans/shop/{name}(1,1): error HOP915: File 'plans/shop/{name}' is spelt almost like '{meant}'").And.EndWith("1 error\n");
    }

    [Fact]
    public void A_compose_file_may_have_such_a_name()
    {
        _plans.Write("plans/cvat/compose/2.3.0/application.yml", "services: {}");
        ExitCode();
        _plans.Log.Should().NotContain("HOP915");
    }

    [Fact]
    public void A_folder_with_an_application_alone_holds_nothing_to_judge()
    {
        File.Delete(_plans.Path("plans/cvat/2.2.0-2.3.0.yaml"));
        ExitCode().Should().Be(2);
        File.AppendAllText(_plans.Path("plans/cvat/application.yaml"), "colour: red\n");
        ExitCode().Should().Be(2);
        _plans.Log.Should().Contain("HOP904", "what is wrong with the application is said all the same");
    }

    [Fact]
    public void A_folder_in_which_nothing_is_followed_holds_nothing_to_judge_and_says_why()
    {
        Directory.Delete(_plans.Path("plans/cvat"), recursive: true);
        Directory.CreateSymbolicLink(_plans.Path("plans/cvat"), "/");

        ExitCode().Should().Be(2);
        _plans.Log.Should().Contain("plans/cvat(1,1): error HOP915");
    }

    public void Dispose() => _plans.Dispose();

    private int ExitCode(params string[] arguments)
    {
        try
        {
            _plans.Validate(arguments);
            return 0;
        }
        catch (HopguardException failure)
        {
            return failure.ExitCode;
        }
    }
}
