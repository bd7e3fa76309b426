using Hopguard.Plans.Analysis;
using Hopguard.Plans.Analysis.Crashes;
using Hopguard.Plans.Analysis.Interpretation;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Tests.Analysis.Crashes;

/// <summary>What the analysis says of a way back without walking it, against ways back that are walked.</summary>
public sealed class ClosedFormTests
{
    private const int Plans = 1_500;

    [Fact]
    public void The_way_back_is_open_exactly_where_walking_it_finds_the_data_at_every_point()
    {
        var plans = new SmallPlans(seed: 20_230);
        var (open, closed) = (0, 0);
        for (var i = 0; i < Plans; i++)
        {
            var plan = plans.Next();
            var trace = Interpreter.Run(new ApplicationFacts(SmallPlans.Application), plan);
            foreach (var (number, store, holds) in Walk(plan))
            {
                (open, closed) = holds ? (open + 1, closed) : (open, closed + 1);
                HoldsBySymbols(trace.Transitions[number - 1].After, store).Should().Be(holds, "store '{0}' of {1} behind step {2} of plan {3}", store, Text(plan), number, i);
            }
        }

        // A walk that always ends in the same way would prove nothing.
        open.Should().BeGreaterThan(Plans);
        closed.Should().BeGreaterThan(Plans);
    }

    [Fact]
    public void The_windows_found_are_the_first_points_at_which_the_way_back_is_closed()
    {
        var plans = new SmallPlans(seed: 98);
        for (var i = 0; i < Plans; i++)
        {
            var plan = plans.Next();
            var walked = Walk(plan).Where(point => !point.Holds).GroupBy(point => point.Store).Select(points => (points.First().Number, points.Key));
            var trace = Interpreter.Run(new ApplicationFacts(SmallPlans.Application), plan);
            var found = CrashWindows.Of(trace).Select(window => (trace.Transitions.IndexOf(window.At) + 1, window.Store.Store.Name));

            found.Should().BeEquivalentTo(walked, "of {0}, plan {1}", Text(plan), i);
        }
    }

    [Fact]
    public void No_plan_is_too_odd_to_be_judged()
    {
        var plans = new SmallPlans(seed: 3);
        for (var i = 0; i < Plans; i++)
        {
            var plan = plans.Next();
            FluentActions.Invoking(() => PlanAnalysis.Analyze(SmallPlans.Application, plan)).Should().NotThrow("of {0}", Text(plan));
        }
    }

    private static IEnumerable<(int Number, string Store, bool Holds)> Walk(Plan plan)
    {
        var world = new World();
        for (var number = 1; number <= plan.Steps.Length; number++)
        {
            world.Do(number, plan.Steps[number - 1]);
            foreach (var store in SmallPlans.Stores)
                yield return (number, store, HoldsAllTheWayBack(world.Clone(), number, store));
        }
    }

    private static bool HoldsAllTheWayBack(World world, int done, string store)
    {
        var holds = world.Holds(store);
        for (var number = done; number > 0; number--)
        {
            world.Undo(number);
            holds &= world.Holds(store);
        }

        return holds;
    }

    private static bool HoldsBySymbols(State state, string store) => WayBack.Of(state.Stores[store], state) != Holding.None;

    private static string Text(Plan plan) => string.Join(", ", plan.Steps.SelectMany(step => step.Effects));
}
