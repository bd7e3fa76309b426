using System.Collections.Concurrent;
using Hopguard.DevTasks.Test;
using NSubstitute;

namespace Hopguard.Tasks.Tests.DevTasks;

public sealed class TestLanesTests
{
    private readonly ConcurrentQueue<(string Job, string? Lab)> _done = [];

    [Fact]
    public async Task Every_job_is_done_once_and_each_with_a_lab_on_a_free_one()
    {
        var lanes = new TestLanes([Job("a", true), Job("b", true), Job("c", true), Job("d", false), Job("e", false)], RunAsync);

        await lanes.RunAsync([Ready("first"), Ready("second"), Ready("third")]);

        _done.Select(one => one.Job).Should().BeEquivalentTo("a", "b", "c", "d", "e");
        _done.Should().OnlyContain(one => one.Lab == null == (one.Job == "d" || one.Job == "e"));
    }

    [Fact]
    public async Task Jobs_without_a_lab_are_done_while_the_lab_is_made_ready()
    {
        var lab = new TaskCompletionSource<ILab?>();
        var lanes = new TestLanes([Job("a", true), Job("b", false)], RunAsync);

        var running = lanes.RunAsync([lab.Task, None, None]);
        await UntilAsync(() => _done.Any(one => one.Job == "b"));
        lab.SetResult(await Ready("first"));
        await running;

        _done.Should().Equal(("b", null), ("a", "first"));
    }

    [Fact]
    public async Task Without_another_lab_all_jobs_are_done_on_the_first()
    {
        await new TestLanes([Job("a", true), Job("b", true)], RunAsync).RunAsync([Ready("first"), None, None]);

        _done.Should().Equal(("a", "first"), ("b", "first"));
    }

    [Fact]
    public async Task A_lab_that_does_not_start_is_an_error_once_the_other_jobs_are_done()
    {
        var lanes = new TestLanes([Job("a", true), Job("b", false)], RunAsync);

        var run = () => lanes.RunAsync([Task.FromException<ILab?>(new InvalidOperationException("no engine")), None]);

        await run.Should().ThrowAsync<InvalidOperationException>();
        _done.Should().Equal(("b", null));
    }

    private static TestJob Job(string name, bool needsLab) => new(new TestProject(name, name + ".csproj", needsLab), name, null);

    private static Task<ILab?> None => Task.FromResult<ILab?>(null);

    private static Task<ILab?> Ready(string name)
    {
        var lab = Substitute.For<ILab>();
        lab.Variables.Returns(new Dictionary<string, string> { ["NAME"] = name });
        return Task.FromResult<ILab?>(lab);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(10);
    }

    private Task RunAsync(TestJob job, IReadOnlyDictionary<string, string> variables)
    {
        _done.Enqueue((job.Name, variables.GetValueOrDefault("NAME")));
        return Task.CompletedTask;
    }
}
