using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>A process that stands otherwise than the one that began a run: another shell, with other values exported.</summary>
public sealed class EntryTests : RefusedDeployment
{
    private const string Refusal = "This shell exports other values; nothing was changed";

    [Fact]
    public async Task It_does_not_go_on_and_leaves_no_trace_until_it_stands_as_the_other_did()
    {
        await BeginAsync();
        var records = Bed.Newest.History.TimeLine;
        await Remedies.LeadsOutAsync(
            () =>
            {
                Stand("one");
                return Bed.UpgradeAsync();
            },
            Refusal, "Unset them", () =>
            {
                Bed.Newest.History.TimeLine.Should().BeEquivalentTo(records, "neither a failure nor a rollback is written down");
                Bed.Newest.History.State().Should().Be(RunState.Open);
                _stands = false;
            });
        AssertUpgraded();
    }

    [Fact]
    public async Task It_takes_nothing_back_where_services_are_made_for_it()
    {
        Bed.Plan = Bed.Plan with { Steps = [Bed.Plan.Steps[0], new ComposeDown { Id = "down" }, .. Bed.Plan.Steps.Skip(1)] };
        using (var session = await Bed.OpenAsync())
        {
            await session!.RunStepAsync("one", default);
            await session.RunStepAsync("down", default);
        }

        await Remedies.LeadsOutAsync(
            () =>
            {
                Stand("one");
                return Bed.RollBackAsync();
            },
            Refusal, "Unset them", () =>
            {
                Bed.Newest.History.RollbackBegan.Should().BeFalse();
                _stands = false;
            });
        World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task It_takes_back_what_makes_no_services()
    {
        await BeginAsync();
        Stand("one");

        await Bed.RollBackAsync();

        World.IsUntouched.Should().BeTrue();
    }

    [Fact]
    public async Task It_may_accept()
    {
        await Bed.UpgradeAsync();
        Stand("one");
        Bed.Options = Bed.Options with { Accept = true };

        await Bed.UpgradeAsync();

        Bed.Newest.History.State().Should().Be(RunState.Accepted);
    }

    private bool _stands = true;

    private void Stand(string step) => World.Faults[$"enter {step}"] = () => _stands ? new StepOutcome.Failed("This shell exports other values", "Unset them") : null;
}
