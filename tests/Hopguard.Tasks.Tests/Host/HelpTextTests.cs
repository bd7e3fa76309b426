using System.Text.RegularExpressions;
using Hopguard.Build;
using Hopguard.Hosting.Targets;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Host;

public sealed class HelpTextTests
{
    private static readonly IReadOnlyList<Target> Targets = TargetList.Of(TaskAssemblies.All);

    private readonly string _help = HelpText.For(Targets);

    [Fact]
    public void Help_names_every_target_but_single_steps_with_its_description_under_its_group()
    {
        foreach (var target in Targets.Where(target => !target.IsStep))
            _help.Should().MatchRegex($@"(?s)Targets: {target.Group}\n(.*\n)?  {target.Name}\s+{Regex.Escape(target.Description)}\n");
    }

    [Fact]
    public void Help_says_how_to_list_the_steps()
    {
        var steps = Targets.Where(target => target.IsStep).ToList();
        steps.Should().HaveCountGreaterThan(20);
        steps.Count(step => _help.Contains(step.Name, StringComparison.Ordinal)).Should().Be(1, "one is the example, the others would bury the rest");
        _help.Should().Contain("--tree").And.Contain("--exclusive runs one alone");
    }

    [Fact]
    public void Every_target_says_what_it_is_for() => Targets.Should().OnlyContain(target => target.Description.Length > 0 && target.Group != "Other");

    [Fact]
    public void Help_names_every_option_with_its_default()
    {
        foreach (var option in OptionCatalogue.All)
            _help.Should().Contain($"  --{option.Name}").And.Contain($"{option.Summary} (default: {option.Default})");
    }

    [Fact]
    public void Help_names_the_options_of_cake() => CakeOption.All.Should()
        .OnlyContain(option => option.Spellings.All(spelling => Regex.IsMatch(_help, $@"[ ,]{Regex.Escape(spelling)}[=, \n]")));

    [Fact]
    public void Help_of_a_program_of_its_own_names_no_script() =>
        HelpText.For(Targets, "hopguard").Should().Contain("Usage: hopguard --target=<name> [options]\n").And.Contain("  hopguard --target=StatusCvat").And.NotContainAny("build.sh", "dotnet cake");

    [Fact]
    public void Help_says_where_options_come_from() => _help.Should().Contain("HOPGUARD_SOURCE_SHA256 for --source-sha256").And.Contain(DeploymentFile.Name);
}
