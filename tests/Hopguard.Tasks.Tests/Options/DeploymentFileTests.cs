using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Options;

public sealed class DeploymentFileTests : IDisposable
{
    private readonly Deployment _deployment = new();

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("{}")]
    public void A_file_that_says_nothing_sets_nothing(string yaml) =>
        _deployment.WithFile(yaml).Resolve().Text(OptionCatalogue.Project).Should().BeNull();

    [Fact]
    public void Texts_and_sequences_are_read()
    {
        var options = _deployment.WithFile("# ours\nproject: 'cvat'\ncompose-files:\n  - a.yml\n  - b.yml\naccept: true\n").Resolve();

        options.Text(OptionCatalogue.Project).Should().Be("cvat");
        options.List(OptionCatalogue.ComposeFiles).Should().Equal("a.yml", "b.yml");
        options.IsSet(OptionCatalogue.Accept).Should().BeTrue();
    }

    [Fact]
    public void An_unknown_key_is_refused_with_its_line()
    {
        var thrown = Refused("project: cvat\nstartup-timout: 5m\n", "Key 'startup-timout' is unknown in '*hopguard.yaml', line 2");

        thrown.Remedy.Should().Be("Did you mean 'startup-timeout'?");
    }

    [Fact]
    public void A_wrong_value_is_refused_with_its_line() =>
        Refused("\n\nstartup-timeout: soon\n", "Option 'startup-timeout', from '*hopguard.yaml', line 3: 'soon' is not a number with*");

    [Theory]
    [InlineData("deployment: /srv", "Key 'deployment' is unknown*")]
    [InlineData("project: a\nproject: b", "*says 'project' twice, line 2")]
    [InlineData("project: &a x\nstate: *a", "*is more than keys with texts, line 1")]
    [InlineData("state: *a", "*is more than keys with texts*")]
    [InlineData("project: !!binary aGk=", "*is more than keys with texts, line 1")]
    [InlineData("project: {a: b}", "*is more than keys with texts, line 1")]
    [InlineData("compose-files: [[a]]", "*is more than keys with texts, line 1")]
    [InlineData("- project", "*is not a plain mapping, line 1")]
    [InlineData("project", "*is not a plain mapping*")]
    [InlineData("&a {project: x}", "*is not a plain mapping, line 1")]
    [InlineData("project: a\n---\nproject: b", "*begins a second document*")]
    [InlineData("project: [a", "*cannot be read, line*")]
    [InlineData("project: \"\\q\"", "*cannot be read, line*")]
    [InlineData("project:\n\tx: y", "*cannot be read, line*")]
    [InlineData("? [a, b]\n: c", "*is more than keys with texts*")]
    [InlineData("project: [a, b]", "Option 'project' has 2 values*")]
    [InlineData("project: []", "Option 'project' has 0 values*")]
    [InlineData("compose-files: []", "Option 'compose-files' is an empty list*")]
    [InlineData("Project: a", "Key 'Project' is unknown*")]
    [InlineData("dryrun: true", "Key 'dryrun' is unknown*")]
    [InlineData("accept: yes", "Option 'accept', from '*', line 1: 'yes' is neither 'true' nor 'false'")]
    [InlineData("accept: ' true'", "Option 'accept', from '*', line 1: ' true' is neither 'true' nor 'false'")]
    [InlineData("rollback: never", "Option 'rollback', from '*', line 1: 'never' is none of 'automatic', 'manual'")]
    [InlineData("project:", "Option 'project'*'' is empty")]
    public void Anything_but_keys_with_texts_is_refused(string yaml, string message) => Refused(yaml, message);

    [Theory]
    [InlineData("hopguard.yml")]
    [InlineData("Hopguard.yaml")]
    [InlineData("HOPGUARD.YML")]
    public void A_file_with_nearly_the_name_is_not_passed_over(string name)
    {
        File.WriteAllText(_deployment.Path(name), "state: /backup\n");

        var thrown = _deployment.Invoking(one => one.Resolve()).Should().Throw<HopguardException>().WithMessage($"File '{_deployment.Path(name)}' is not read").Which;
        thrown.Remedy.Should().Be("Name it 'hopguard.yaml', or take it away");
    }

    [Fact]
    public void A_huge_file_is_not_read() => Refused("project: " + new string('x', 70_000), "*is larger than 64 kB");

    [Fact]
    public void Deep_nesting_ends_at_the_first_level() => Refused("project: " + new string('[', 30_000), "*");

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        File.WriteAllBytes(_deployment.Path(DeploymentFile.Name), [0x70, 0xFF, 0xFE, 0x00]);

        _deployment.Invoking(one => one.Resolve()).Should().Throw<HopguardException>().WithMessage("*cannot be read*");
    }

    private HopguardException Refused(string yaml, string message) =>
        _deployment.WithFile(yaml).Invoking(one => one.Resolve()).Should().Throw<HopguardException>().WithMessage(message).Which;

    public void Dispose() => _deployment.Dispose();
}
