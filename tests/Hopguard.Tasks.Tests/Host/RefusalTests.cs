namespace Hopguard.Tasks.Tests.Host;

/// <summary>The whole program in this process, with its console: what is refused has run no target, and says so in one error.</summary>
[Collection(nameof(RefusalTests))]
public sealed class RefusalTests : IDisposable
{
    private readonly (TextWriter Output, TextWriter Error) _console = (Console.Out, Console.Error);
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("--DryRun")]
    [InlineData("--DRYRUN")]
    [InlineData("--WhatIf")]
    [InlineData("--dryrun=yes")]
    [InlineData("--dryrun=1")]
    [InlineData("-dryrun")]
    [InlineData("-noop")]
    [InlineData("--Tree")]
    [InlineData("--Exclusive")]
    [InlineData("--info=yes")]
    [InlineData("-E")]
    [InlineData("--dryrun=")]
    [InlineData("-tree")]
    [InlineData("--e")]
    [InlineData("-T X")]
    [InlineData("--Target=X")]
    [InlineData("--target=X")]
    [InlineData("--version=maybe")]
    [InlineData("--Help")]
    [InlineData("--check")]
    [InlineData("--accept=maybe")]
    [InlineData("--startup-timeout=0s")]
    [InlineData("--kill-at=after:nothing")]
    [InlineData("--dryrun true")]
    public void A_wrong_argument_runs_nothing_and_is_one_error(string wrong)
    {
        Build.Program.Main(["--target=ValidatePlans", .. wrong.Split(' ')]).Should().Be(ExitCodes.UnusableInput);

        _output.ToString().Should().BeEmpty("no target ran");
        _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2).And.Contain(line => line.StartsWith("Error: "));
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--noop")]
    [InlineData("--whatif=true")]
    public void The_right_spelling_looks_only(string right)
    {
        Build.Program.Main(["--target=UpgradeCvat", right]).Should().Be(0);

        _output.ToString().Should().Contain("dump-database");
        _error.ToString().Should().BeEmpty();
    }

    public RefusalTests()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
    }

    public void Dispose()
    {
        Console.SetOut(_console.Output);
        Console.SetError(_console.Error);
    }
}

/// <summary>Nothing else may write while the console is another.</summary>
[CollectionDefinition(nameof(RefusalTests), DisableParallelization = true)]
public sealed class RefusalCollection;
