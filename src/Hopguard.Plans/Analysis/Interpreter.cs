using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <summary>Runs a plan on symbols: applies the effects of its steps to the state, in time linear in the number of steps.</summary>
internal sealed partial class Interpreter(ApplicationFacts facts, Plan plan)
{
    private readonly Release? _from = plan.From is null ? null : facts.Application.FindRelease(plan.From);
    private readonly Release? _to = plan.To is null ? null : facts.Application.FindRelease(plan.To);

    public static Trace Run(ApplicationFacts facts, Plan plan) => new Interpreter(facts, plan).Run();

    private Trace Run()
    {
        var begin = Begin();
        var state = begin;
        var transitions = ImmutableArray.CreateBuilder<Transition>();
        for (var i = 0; i < plan.Steps.Length; i++)
        {
            var step = plan.Steps[i];
            state = LetWritersWrite(state, i + 1);
            foreach (var effect in step.Effects)
            {
                var after = Apply(effect, step, state);
                transitions.Add(new Transition(step, effect, state, after));
                state = after;
            }
        }

        return new Trace(plan, facts, begin, transitions.ToImmutable());
    }

    private State Begin() => new()
    {
        Stores = facts.Application.Stores
            .Where(pair => pair.Value.IsIn(plan.From))
            .ToImmutableDictionary(
                pair => pair.Key,
                pair => new StoreState(pair.Value, pair.Value.Kind == StoreKind.PostgreSql ? _from?.PostgreSqlMajor : null) { Schema = _from },
                StringComparer.Ordinal),
        Running = facts.ServicesOf(_from).ToImmutableDictionary(service => service, _ => new RunningService(null, _from), StringComparer.Ordinal),
        Deployed = _from,
    };

    private State Apply(Effect effect, Step step, State state) => effect switch
    {
        StopsServices stops => Stop(state, step, state.Running.Keys.Except(stops.AllBut.Select(name => name.Text), StringComparer.Ordinal)),
        TakesDown => TakeAway(Stop(state, step, state.Running.Keys), step, effect),
        StartsServices starts => Start(state, step, starts),
        SwitchesSource switches => state with { Deployed = ReleaseOf(switches.To), Switched = state.Switched ?? step },
        TakesCopy copy => TakeCopy(state, step, copy),
        RestoresCopy restore => Restore(state, step, restore),
        VerifiesCopy verifies => VerifyCopy(state, step, verifies),
        RunsShell shell when DeletedByShell.DeletesProject(shell.Command) => TakeAway(Stop(state, step, state.Running.Keys), step, effect),
        RetiresStore or DestroysStore or PrunesEngine or RunsShell => TakeAway(state, step, effect),
        RestoresInPlace restores => RestoreInPlace(TakeAway(state, step, effect), step, restores),
        PromotesTrial promotes => Promote(state, step, promotes),
        DiscardsTrial discards => state with { Trials = state.Trials.Remove(discards.Trial) },
        VerifiesStore verifies => state.With(verifies.Store, store => store with { UnverifiedSince = null }),
        PullsImages => state with { Pulled = state.Pulled ?? step },
        SetsVariable => state with { Variables = state.Variables.SetItem(((SetVariable)step).Variable, (SetVariable)step) },
        AwaitsMigrations => state with { Migrated = state.Migrated ?? step },
        Accepts => state with { Accepted = state.Accepted ?? step },
        DeletesRetired => LoseRetired(state),
        ReversesMigrations reverses => Reverse(state, step, reverses),
        _ => state,
    };

    // A tree that is named after a release is that release; any other name stands for the one the plan leads to.
    private Release? ReleaseOf(Name source) =>
        ReleaseVersion.TryParse(source, out var version) && facts.Application.FindRelease(version) is { } named ? named : _to;
}
