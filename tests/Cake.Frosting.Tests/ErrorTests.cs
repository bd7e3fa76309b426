using Cake.Core;

namespace Cake.Frosting.Tests;

public sealed class ErrorTests
{
    [Fact]
    public void A_failing_task_ends_the_run_with_code_1_and_its_message()
    {
        var outcome = TestHost.Run("--target=AfterFailing", typeof(Failing), typeof(AfterFailing));

        outcome.Code.Should().Be(1);
        outcome.Record.Should().BeEmpty();
        outcome.Output.Should().Contain("Error: broken").And.NotContain("   at ");
    }

    [Fact]
    public void Diagnostic_verbosity_shows_where_the_error_comes_from() =>
        TestHost.Run("--target=Failing --verbosity=diagnostic", typeof(Failing)).Output.Should().Contain("   at ");

    [Fact]
    public void Continue_on_error_lets_the_run_go_on_and_succeed()
    {
        var outcome = TestHost.Run("--target=AfterForgiven", typeof(Forgiven), typeof(AfterForgiven));

        outcome.Code.Should().Be(0);
        outcome.Record.Should().Equal("AfterForgiven");
    }

    [Fact]
    public void OnError_sees_the_failure_and_may_swallow_it()
    {
        var outcome = TestHost.Run("--target=Handled", typeof(Handled));

        outcome.Code.Should().Be(0);
        outcome.Record.Should().Equal("handled broken", "finally");
    }

    [Fact]
    public void OnError_may_throw_on() => TestHost.Run("--target=ThrowsOn", typeof(ThrowsOn)).Code.Should().Be(1);

    [Fact]
    public void Finally_runs_after_success_too() => TestHost.Run("--target=Succeeding", typeof(Succeeding)).Record.Should().Equal("work", "finally");

    [Fact]
    public void An_error_after_an_await_is_an_error() => TestHost.Run("--target=FailingLater", typeof(FailingLater)).Code.Should().Be(1);

    private sealed class Failing : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");
    }

    [IsDependentOn(typeof(Failing))]
    private sealed class AfterFailing(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(nameof(AfterFailing));
    }

    [ContinueOnError]
    private sealed class Forgiven : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");
    }

    [IsDependentOn(typeof(Forgiven))]
    private sealed class AfterForgiven(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(nameof(AfterForgiven));
    }

    private sealed class Handled(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");

        public override void OnError(Exception exception, ICakeContext context) => record.Add("handled " + exception.Message);

        public override void Finally(ICakeContext context) => record.Add("finally");
    }

    private sealed class ThrowsOn : FrostingTask
    {
        public override void Run(ICakeContext context) => throw new InvalidOperationException("broken");

        public override void OnError(Exception exception, ICakeContext context) => throw exception;
    }

    private sealed class Succeeding(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add("work");

        public override void Finally(ICakeContext context) => record.Add("finally");
    }

    private sealed class FailingLater : AsyncFrostingTask
    {
        public override async Task RunAsync(ICakeContext context)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }
}
