using Hopguard.Engine.Reports;
using Hopguard.Reporting.Live;
using Hopguard.Reporting.Tests.Support;
using Hopguard.Reporting.Text;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Hopguard.Reporting.Tests.Live;

public sealed class ConsoleObserverTests
{
    [Fact]
    public void An_output_that_breaks_is_given_up_and_never_stops_the_run()
    {
        var output = Substitute.For<TextWriter>();
        output.When(writer => writer.Write(Arg.Any<string>())).Throw(new IOException("Broken pipe"));
        using var observer = new ConsoleObserver(output, new ConsoleSurroundings { Kind = OutputKind.Terminal }, new FakeTimeProvider());

        observer.On(new RunEvent.StepStarted("accept", 1, 1, "x"));
        observer.On(new RunEvent.StepFinished("accept", "x", TimeSpan.Zero));

        output.ReceivedCalls().Should().ContainSingle();
    }

    [Theory]
    [InlineData(OutputKind.Terminal)]
    [InlineData(OutputKind.GitHub)]
    public void Events_of_many_threads_are_shown_whole(OutputKind kind)
    {
        using var watch = new Watch(kind);
        Parallel.For(0, 8, thread =>
        {
            for (var step = 0; step < 50; step++)
            {
                watch.Start($"step-{thread}", thread + 1);
                watch.Progress(step, 50, id: $"step-{thread}");
                watch.Finish("whole", id: $"step-{thread}");
            }
        });
        watch.Screen.Split('\n').Count(line => line.EndsWith("whole", StringComparison.Ordinal)).Should().Be(400);
    }

    [Fact]
    public void Events_about_steps_that_never_began_are_shown_without_a_number()
    {
        using var watch = new Watch(OutputKind.Log);
        watch.Progress(1, 2);
        watch.Log("a line");
        watch.Fail("It was locked");
        watch.Screen.Should().Be(
            """
                | a line
            dump-database: FAILED after 31 s
            """);
    }
}
