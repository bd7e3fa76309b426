using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis;

/// <summary>Runs a plan on symbols: applies the effects of its steps to the state, in time linear in the number of steps.</summary>
internal sealed class Interpreter(ApplicationFacts facts, Plan plan)
{
    private readonly Release? _from = plan.From is null ? null : facts.Application.FindRelease(plan.From);
    private readonly Release? _to = plan.To is null ? null : facts.Application.FindRelease(plan.To);

    public static Trace Run(Application application, Plan plan)
    {
        var facts = new ApplicationFacts(application);
        return new Interpreter(facts, plan).Run();
    }

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
        Stores = facts.Application.Stores.ToImmutableDictionary(
            pair => pair.Key, pair => new StoreState(pair.Value, pair.Value.Kind == StoreKind.PostgreSql ? _from?.PostgreSqlMajor : null), StringComparer.Ordinal),
        Running = facts.ServicesOf(_from).ToImmutableDictionary(service => service, _ => (Step?)null, StringComparer.Ordinal),
        Deployed = _from,
    };

    /// <summary>Between two steps anything may be written by whatever runs: a copy taken earlier is then behind.</summary>
    private State LetWritersWrite(State state, int number)
    {
        foreach (var store in facts.Application.Stores.Keys)
        {
            if (RunningWriter(state, store) is { } writer)
                state = state.With(store, current => current with { Epoch = number, LastWriter = writer });
        }

        return state;
    }

    private string? RunningWriter(State state, string store) => facts.WritersOf(store).FirstOrDefault(state.Running.ContainsKey);

    private State Apply(Effect effect, Step step, State state) => effect switch
    {
        StopsServices stops => Stop(state, step, state.Running.Keys.Except(stops.AllBut.Select(name => name.Text), StringComparer.Ordinal)),
        TakesDown => Stop(state, step, state.Running.Keys),
        StartsServices starts => Start(state, step, starts),
        SwitchesSource => state with { Deployed = _to },
        TakesCopy copy => TakeCopy(state, step, copy),
        RestoresCopy restore => Restore(state, step, restore),
        VerifiesCopy verifies => VerifyCopy(state, step, verifies),
        RetiresStore retires => Empty(state, step, retires.Store, retires.CoveredBy),
        DestroysStore destroys => Empty(state, step, destroys.Store, coveredBy: null),
        PromotesTrial promotes => Promote(state, step, promotes),
        DiscardsTrial discards => state with { Trials = state.Trials.Remove(discards.Trial) },
        VerifiesStore verifies => state.With(verifies.Store, store => store with { UnverifiedSince = null }),
        Accepts => state with { Accepted = state.Accepted ?? step },
        _ => state,
    };

    private static State Stop(State state, Step step, IEnumerable<string> services)
    {
        var running = state.Running.RemoveRange(services.ToList());
        return running.Count == state.Running.Count ? state : state with { Running = running, Stopped = step, Touched = state.Touched ?? step };
    }

    private State Start(State state, Step step, StartsServices starts)
    {
        var running = state.Running;
        foreach (var service in Started(starts, state))
            running = running.ContainsKey(service) ? running : running.Add(service, step);

        return state with { Running = running };
    }

    private IEnumerable<string> Started(StartsServices starts, State state) =>
        starts.Only.IsEmpty ? facts.ServicesOf(state.Deployed) : starts.Only.Select(name => name.Text);

    private State TakeCopy(State state, Step step, TakesCopy copy)
    {
        if (!state.Stores.TryGetValue(copy.Store, out var store))
            return state;

        var taken = state.Copies.TryGetValue(copy.As, out var begun) && ReferenceEquals(begun.TakenBy, step)
            ? begun
            : new CopyState(copy.As, step, ImmutableDictionary<string, CopyPart>.Empty);
        var part = new CopyPart(store.Epoch, RunningWriter(state, copy.Store));
        return state with { Copies = state.Copies.SetItem(copy.As, taken with { Parts = taken.Parts.SetItem(copy.Store, part) }) };
    }

    private State Restore(State state, Step step, RestoresCopy restore)
    {
        if (!state.Copies.TryGetValue(restore.Copy, out var copy))
            return state;

        var part = copy.Parts.First();
        var trial = new TrialState(restore.Into, copy.Name, part.Key, part.Value.Epoch, restore.PostgreSqlMajor ?? (_to ?? _from)?.PostgreSqlMajor, step);
        return state with { Trials = state.Trials.SetItem(restore.Into, trial) };
    }

    private static State VerifyCopy(State state, Step step, VerifiesCopy verifies)
    {
        if (state.Copies.TryGetValue(verifies.Copy, out var copy))
            state = state with { Copies = state.Copies.SetItem(copy.Name, copy with { VerifiedBy = step }) };

        return state.Trials.TryGetValue(verifies.By, out var trial)
            ? state with { Trials = state.Trials.SetItem(trial.Name, trial with { VerifiedBy = step }) }
            : state;
    }

    private static State Empty(State state, Step step, string store, string? coveredBy)
    {
        var isLost = !state.CopiesOf(store).Any();
        var emptied = state.With(
            store, current => current with { EmptiedBy = step, CoveredBy = coveredBy, IsLost = current.IsLost || (isLost && current.HasData), UnverifiedSince = null });
        return emptied with { Touched = state.Touched ?? step };
    }

    private static State Promote(State state, Step step, PromotesTrial promotes)
    {
        // Promotion into another store than the trial's own is reported and changes nothing.
        if (!state.Trials.TryGetValue(promotes.Trial, out var trial) || trial.Store != promotes.To.Text)
            return state;

        var promoted = state.With(promotes.To, store => store with { PostgreSqlMajor = trial.PostgreSqlMajor, EmptiedBy = null, UnverifiedSince = step });
        return promoted with { Trials = state.Trials.Remove(trial.Name) };
    }
}
