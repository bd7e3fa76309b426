using FsCheck;
using FsCheck.Fluent;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

/// <summary>Runs of any length in which any step may fail, throw, or be killed, in either direction, in any order of commands.</summary>
public sealed class RunPropertyTests
{
    private sealed record Command(bool Back, int Step, int Fault);

    [Fact]
    public void After_any_history_of_faults_both_ways_lead_to_a_legal_end()
    {
        var command = from back in ArbMap.Default.GeneratorFor<bool>()
                      from step in Gen.Choose(0, 3)
                      from fault in Gen.Choose(0, 3)
                      select new Command(back, step, fault);
        Prop.ForAll(command.ListOf().ToArbitrary(), commands => HoldsAsync(commands).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(12));
    }

    private static async Task<bool> HoldsAsync(IReadOnlyList<Command> commands)
    {
        using var bed = new TestBed();
        foreach (var command in commands)
            await PerformAsync(bed, command);

        bed.World.Faults.Clear();
        if (bed.Library.Runs().Count > 0 && bed.Newest.History.State() == RunState.RollingBack)
            await bed.RollBackAsync();

        (await bed.UpgradeAsync()).State.Should().Be(RunState.AwaitingAcceptance);
        (await bed.RollBackAsync()).State.Should().Be(RunState.RolledBack);
        bed.World.IsUntouched.Should().BeTrue();
        bed.World.Violations.Should().BeEmpty();
        return true;
    }

    private static async Task PerformAsync(TestBed bed, Command command)
    {
        using var signal = new CancellationTokenSource();
        var step = bed.Plan.Steps[command.Step].Id;
        bed.World.Faults.Clear();
        bed.World.Faults[$"{(command.Back ? "undo" : "execute")} {step}"] = () => command.Fault switch
        {
            0 => new StepOutcome.Failed("failed"),
            1 => throw new InvalidOperationException("thrown"),
            2 => Cancel(signal),
            _ => null,
        };
        bed.Options = bed.Options with { AutomaticRollback = command.Fault != 1 };
        try
        {
            if (command.Back)
            {
                using var session = await bed.Opener().OpenForRollbackAsync([bed.Plan], signal.Token);
                await session.RollBackAsync("asked for", signal.Token);
            }
            else
            {
                await bed.UpgradeAsync(signal.Token);
            }
        }
        catch (Exception expected) when (expected is HopguardException or OperationCanceledException)
        {
            // Each is an end of a command; what it left behind is judged afterwards.
        }
    }

    private static StepOutcome? Cancel(CancellationTokenSource signal)
    {
        signal.Cancel();
        return null;
    }
}
