using Cake.Core.Diagnostics;
using Hopguard.Hosting.Output;
using Hopguard.Tasks.Options;
using NSubstitute;

namespace Hopguard.Tasks.Tests.Host;

public sealed class EngineLogTests
{
    private readonly ICakeLog _cake = Substitute.For<ICakeLog>();

    [Theory]
    [InlineData(Verbosity.Verbose, 0)]
    [InlineData(Verbosity.Diagnostic, 1)]
    public void Headings_of_the_build_engine_come_where_everything_is_wanted_and_nowhere_else(Verbosity verbosity, int times)
    {
        _cake.Verbosity.Returns(verbosity);

        new EngineLog(_cake, Call()).Write(Verbosity.Verbose, LogLevel.Verbose, "Executing task: {0}", "dump");

        _cake.Received(times).Write(Verbosity.Verbose, LogLevel.Verbose, "Executing task: {0}", "dump");
    }

    [Theory]
    [InlineData("This was a dry run.", "これはドライランです。")]
    [InlineData("Target is: {0}", "ターゲット: {0}")]
    [InlineData("{0}. {1}", "{0}. {1}")]
    public void A_dry_run_speaks_the_language_of_the_operator(string english, string japanese)
    {
        new EngineLog(_cake, Call("--language=ja")).Write(Verbosity.Normal, LogLevel.Information, english, "x", "y");

        _cake.Received().Write(Verbosity.Normal, LogLevel.Information, japanese, "x", "y");
    }

    private static Invocation Call(params string[] arguments) =>
        new(new OptionResolver(CommandLine.Parse(arguments), new Dictionary<string, string>(StringComparer.Ordinal), "/").Resolve(), CancellationToken.None);
}
