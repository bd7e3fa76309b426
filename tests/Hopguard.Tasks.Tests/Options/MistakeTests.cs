using Hopguard.Engine;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Options;

public sealed class MistakeTests : IDisposable
{
    private readonly Deployment _deployment = new();

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
    [InlineData("--accept=yes", "Option 'accept', from '--accept': 'yes' is neither 'true' nor 'false'", "Example: true")]
    [InlineData("--patience=10", "Option 'patience', from '--patience': '10' is no duration: a number with 's', 'm' or 'h'", "Example: 45m")]
    [InlineData("--patience=0s", "*is no duration*", "*")]
    [InlineData("--patience=-5m", "*is no duration*", "*")]
    [InlineData("--patience=999999999999h", "*is no duration*", "*")]
    [InlineData("--source=http://example.org/x.zip", "*is neither a path nor an HTTPS address", "*")]
    [InlineData("--source-sha256=abc", "*'abc' is not 64 hexadecimal digits", "*")]
    [InlineData("--compose-files=a.yml,,b.yml", "*'' is empty", "*")]
    [InlineData("--project=a\u001b[2J", "*holds control characters", "*")]
    [InlineData("--deployment=nowhere", "Deployment folder '*nowhere', from '--deployment', does not exist", "*")]
    [InlineData("--verbosity=diag", "Option '--verbosity': 'diag' is none of *", "Did you mean 'diagnostic'?")]
    public void A_wrong_argument_is_explained(string argument, string what, string remedy) => Refused(() => _deployment.Resolve(argument), what, remedy);

    [Fact]
    public void An_option_given_twice_is_refused() =>
        Refused(() => _deployment.Resolve("--project=a", "--project=b"), "Option 'project' has 2 values, from '--project', and can have one", "*");

    [Fact]
    public void A_wrong_variable_is_named() =>
        Refused(() => _deployment.With("HOPGUARD_PATIENCE", "soon").Resolve(), "Option 'patience', from variable 'HOPGUARD_PATIENCE': 'soon' is no duration*", "*");

    [Fact]
    public void A_misspelled_variable_is_refused() =>
        Refused(() => _deployment.With("HOPGUARD_ROLBACK", "manual").Resolve(), "Variable 'HOPGUARD_ROLBACK' is unknown", "Did you mean 'HOPGUARD_ROLLBACK'?");

    [Fact]
    public void A_variable_of_something_else_is_left_alone() => _deployment.With("HOPGUARD_LAB_FOLDER", "x").Invoking(one => one.Resolve()).Should().NotThrow();

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
