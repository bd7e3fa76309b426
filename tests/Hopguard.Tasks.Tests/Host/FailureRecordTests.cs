using Cake.Core;
using Cake.Core.Diagnostics;
using Hopguard.Engine.Secrets;
using Hopguard.Hosting;
using Hopguard.Tasks.Options;
using NSubstitute;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>Why a task failed is kept for the end of the program, unless the task's program wants to go on.</summary>
public sealed class FailureRecordTests
{
    private readonly Invocation _call = new(new OptionResolver(CommandLine.Parse([]), new Dictionary<string, string>(StringComparer.Ordinal), "/").Resolve(), CancellationToken.None);
    private readonly ICakeContext _context = Substitute.For<ICakeContext>();
    private readonly CakeTask _failing = new("ask");

    public FailureRecordTests() => _failing.Actions.Add(_ => throw new InvalidOperationException("nobody answers"));

    [Fact]
    public async Task A_failure_is_kept()
    {
        await Record().Invoking(it => it.ExecuteAsync(_failing, _context)).Should().ThrowAsync<InvalidOperationException>();

        _call.Failure.Should().BeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task A_failure_that_the_task_goes_on_after_is_told_and_is_none_of_the_run()
    {
        await Record().Invoking(it => it.ExecuteAsync(_failing, _context)).Should().ThrowAsync<InvalidOperationException>();
        await Record().HandleErrorsAsync((_, _) => Task.CompletedTask, _call.Failure!, _context);

        _call.Failure.Should().BeNull();
        _context.Log.Received().Write(Verbosity.Minimal, LogLevel.Warning, "{0}", "nobody answers");
    }

    private FailureRecord Record() => new(new DefaultExecutionStrategy(Substitute.For<ICakeLog>(), Substitute.For<ICakeReportPrinter>()), _call, new Redactor());
}
