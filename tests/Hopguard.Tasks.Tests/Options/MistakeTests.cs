using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Options;

public sealed partial class MistakeTests : IDisposable
{
    private readonly Deployment _deployment = new();

    [Theory]
    [InlineData("sarif", "plans.sarif")]
    [InlineData("JSON", "outcome.json")]
    [InlineData("html", "page.html")]
    [InlineData("text", "told.txt")]
    public void A_file_that_is_proposed_is_called_as_what_will_stand_in_it(string format, string file) =>
        FluentActions.Invoking(() => _deployment.Resolve("--output=.", $"--format={format}")).Should().Throw<HopguardException>().Which.Remedy.Should().EndWith($"/{file}");

    [Theory]
    [InlineData("--acept", "Option '--acept' is unknown", "Did you mean '--accept'?")]
    [InlineData("--delete-retierd", "Option '--delete-retierd' is unknown", "Did you mean '--delete-retired'?")]
    [InlineData("--compose", "Option '--compose' is unknown", "Did you mean '--compose-files'?")]
    [InlineData("--xyzzy=1", "Option '--xyzzy' is unknown", "'--help' lists the options")]
    [InlineData("--project", "Option '--project' has no value", "Write '--project=<value>'")]
    [InlineData("--project=", "Option '--project=' has no value", "Write '--project=<value>'")]
    [InlineData("Upgrade", "Argument 'Upgrade' is not an option", "Options begin with '--'; a target is given as '--target=Upgrade'")]
    [InlineData("--", "Argument '--' is not an option", "*")]
    [InlineData("--rollback=manul", "Option 'rollback', from '--rollback': 'manul' is none of 'automatic', 'manual'", "Did you mean 'manual'?")]
    [InlineData("--images=buidl", "Option 'images', from '--images': 'buidl' is none of 'pull', 'build'", "Did you mean 'build'?")]
    [InlineData("--images=none", "Option 'images', from '--images': 'none' is none of 'pull', 'build'", "Example: build")]
    [InlineData("--accept=yes", "Option 'accept', from '--accept': 'yes' is neither 'true' nor 'false'", "Write '--accept' or leave it out")]
    [InlineData("--startup-timeout=10", "Option 'startup-timeout', from '--startup-timeout': '10' has no unit: 's', 'm' or 'h' behind the number", "Example: 45m")]
    [InlineData("--postgres=newest", "*'newest' is no major of PostgreSQL, such as 17", "Example: 17")]
    [InlineData("--startup-timeout=0s", "*'0s' must be more than zero", "Example: 45m")]
    [InlineData("--startup-timeout=0.00001s", "*'0.00001s' must be more than zero", "*")]
    [InlineData("--startup-timeout=-5m", "*'-5m' must be more than zero", "*")]
    [InlineData("--startup-timeout=NaNs", "*'NaNs' is not a number with 's', 'm' or 'h' behind it", "*")]
    [InlineData("--startup-timeout=ten", "*'ten' is not a number with 's', 'm' or 'h' behind it", "*")]
    [InlineData("--startup-timeout=169h", "*'169h' is more than 7 days (168h)", "*")]
    [InlineData("--startup-timeout=999999999999h", "*is more than 7 days (168h)", "*")]
    [InlineData("--source=http://example.org/x.zip", "*is neither a path nor an HTTPS address", "*")]
    [InlineData("--source-sha256=abc", "*'abc' is not 64 hexadecimal digits", "*")]
    [InlineData("--notify=http://example.org/key", "Option 'notify', from '--notify': '...' is neither an HTTPS address nor an HTTP address of this host", "Example: https://chat.example.org/hooks/1")]
    [InlineData("--notify-secret=hunter2", "*is neither 'env:NAME' nor 'file:PATH'", "Example: env:NOTIFY_TOKEN")]
    [InlineData("--compose-files=a.yml,,b.yml", "*'' is empty", "*")]
    [InlineData("--project=a\u001b[2J", "*holds control characters", "*")]
    [InlineData("--deployment=nowhere", "Deployment folder '*nowhere', from '--deployment', does not exist", "*")]
    [InlineData("--output=nowhere/plans.sarif", "There is no folder '*nowhere' for file '*nowhere/plans.sarif', from '--output'", "Make it with 'mkdir -p *nowhere', or give another file with --output")]
    [InlineData("--output=.", "'*', from '--output', is a folder, not a file", "Give the file that is to be written: --output=*told.txt")]
    [InlineData("--verbosity=diag", "Option '--verbosity': 'diag' is none of *", "Did you mean 'diagnostic'?")]
    public void A_wrong_argument_is_explained(string argument, string what, string remedy) => Refused(() => _deployment.Resolve(argument), what, remedy);

    [Fact]
    public void A_file_is_no_deployment_and_its_folder_is_named()
    {
        File.WriteAllText(_deployment.Path("docker-compose.yml"), string.Empty);

        Refused(
            () => _deployment.Resolve($"--deployment={_deployment.Path("docker-compose.yml")}"),
            $"'{_deployment.Path("docker-compose.yml")}', from '--deployment', is a file, not the folder of a deployment",
            $"Give the folder that it lies in: --deployment={_deployment.Folder}");
        _deployment.Resolve($"--deployment={_deployment.Folder}").Deployment.Should().Be(_deployment.Folder);

        var blank = Directory.CreateDirectory(_deployment.Path("my app")).FullName;
        File.WriteAllText(Path.Combine(blank, "docker-compose.yml"), string.Empty);
        Refused(() => _deployment.Resolve($"--deployment={blank}/docker-compose.yml"), "* is a file, not the folder of a deployment", $"Give the folder that it lies in: --deployment='{blank}'");
    }

    [Fact]
    public void An_option_given_twice_is_refused() =>
        Refused(() => _deployment.Resolve("--project=a", "--project=b"), "Option '--project' is given twice", "Give it once");

    [Fact]
    public void A_wrong_variable_is_named() =>
        Refused(() => _deployment.With("HOPGUARD_STARTUP_TIMEOUT", "soon").Resolve(), "Option 'startup-timeout', from variable 'HOPGUARD_STARTUP_TIMEOUT': 'soon' is not a number with*", "*");

    [Theory]
    [InlineData("HOPGUARD_ROLBACK", "Did you mean 'HOPGUARD_ROLLBACK'?")]
    [InlineData("hopguard_state", "Did you mean 'HOPGUARD_STATE'?")]
    [InlineData("HOPGUARD_DRYRUN", "Unset it; '--help' lists the options, and each is a variable")]
    [InlineData("HOPGUARD_", "*")]
    public void A_variable_of_ours_that_nothing_reads_is_refused(string name, string remedy) =>
        Refused(() => _deployment.With(name, "manual").Resolve(), $"Variable '{name}' is unknown", remedy);

    [Fact]
    public void Every_variable_that_the_repository_reads_is_known()
    {
        var read = Directory.EnumerateFiles(Host.Program.Root, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sh" or ".ps1" or ".cake" && !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(file => VariableNames().Matches(File.ReadAllText(file)).Select(match => match.Value))
            .Distinct(StringComparer.Ordinal)
            // The script of the actions takes its own away before it starts the host.
            .Where(name => !name.StartsWith("HOPGUARD_ACTION_", StringComparison.Ordinal) && !name.StartsWith("HOPGUARD_INPUT_", StringComparison.Ordinal))
            .Where(name => OptionCatalogue.All.All(option => option.Variable != name));

        read.Should().Contain("HOPGUARD_STARTED_AS").And.OnlyContain(name => OptionCatalogue.IsOtherVariable(name));
    }

    [System.Text.RegularExpressions.GeneratedRegex("HOPGUARD_[A-Z0-9_]+")]
    private static partial System.Text.RegularExpressions.Regex VariableNames();

    [Fact]
    public void Every_option_has_an_example_that_holds()
    {
        foreach (var option in OptionCatalogue.All.Except([OptionCatalogue.Deployment]))
            _deployment.Resolve($"--{option.Name}={option.Example}").List(option).Should().NotBeEmpty(option.Name);
    }

    private static void Refused(Func<object> resolve, string what, string remedy)
    {
        var thrown = resolve.Should().Throw<HopguardException>().WithMessage(what).Which;
        thrown.Remedy.Should().Match(remedy);
    }

    public void Dispose() => _deployment.Dispose();
}
