using Hopguard.Docker.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

[Collection(nameof(DockerLabCollection))]
public sealed class RunCommandTests(DockerLab lab)
{
    [Fact]
    public async Task A_command_runs_once_in_its_service_and_its_arguments_arrive_as_they_are()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var step = Step("worker", "sh", "-c", "printf '%s\\n' \"$0\" >> /media/told; cat /media/told", "a b; $HOME");
        var context = Context(shop, await shop.InspectAsync(), step);

        (await Handler(shop).SucceedAsync(context)).Should().Be("command 'sh' in service 'worker' ended with 0");
        (await ((IStepHandler)Handler(shop)).ProbeAsync(step, context, CancellationToken.None)).IsDone.Should().BeTrue();
        (await lab.Lab.DockerAsync("exec", shop.Container("worker"), "cat", "/media/told")).Trim().Should().Be("a b; $HOME");
    }

    [Fact]
    public async Task A_command_that_fails_says_what_it_said_and_may_be_tried_again()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var context = Context(shop, await shop.InspectAsync(), Step("worker", "sh", "-c", "echo broken >&2; exit 7"));

        for (var attempt = 0; attempt < 2; attempt++)
            (await Handler(shop).DoAsync(context)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Be("Command 'sh' in service 'worker' ended with 7: broken");
    }

    [Fact]
    public async Task A_command_whose_end_was_not_seen_is_not_begun_again()
    {
        await using var shop = await Shop.BorrowAsync(lab);
        var step = Step("worker", "sh", "-c", "sleep 60");
        var context = Context(shop, await shop.InspectAsync(), step);
        using var killed = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await FluentActions.Awaiting(() => ((IStepHandler)Handler(shop)).ExecuteAsync(step, context, killed.Token)).Should().ThrowAsync<OperationCanceledException>();

        (await ((IStepHandler)Handler(shop)).ProbeAsync(step, context, CancellationToken.None)).IsDone.Should().BeFalse();
        (await ((IStepHandler)Handler(shop)).GuardAsync(step, context, CancellationToken.None))!.What.Should().Contain("its end was not seen");
    }

    [Fact]
    public async Task A_service_that_does_not_run_is_refused()
    {
        await using var shop = await Shop.StartAsync(lab);
        var before = await shop.InspectAsync();
        await shop.Compose.StopAsync(shop.Project, ["worker"], CancellationToken.None);
        var step = Step("worker", "true");

        (await ((IStepHandler)Handler(shop)).GuardAsync(step, Context(shop, before, step), CancellationToken.None))!.What.Should().Be("Service 'worker' does not run, so no command can run in it");
    }

    private RunCommandHandler Handler(Shop shop) => new(lab.Engine, shop.Compose);

    // As in a procedure: the version that runs is the one that is meant.
    private static StepContext Context(Shop shop, DeploymentSnapshot before, RunCommand step) =>
        shop.Context(before, step, plan => plan with { From = null, To = null, Procedure = "cleanup" });

    private static RunCommand Step(string service, params string[] command) =>
        new() { Id = "run-command", Service = Name.Of(service), Command = [.. command.Select(Name.Of)] };
}
