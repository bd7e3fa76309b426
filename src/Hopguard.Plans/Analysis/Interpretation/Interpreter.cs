using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>Runs a plan on symbols: applies the effects of its steps to the state, in time linear in the number of steps.</summary>
internal sealed partial class Interpreter(ApplicationFacts facts, Plan plan)
{
    private readonly Release? _from = plan.SourceIn(facts.Application);
    private readonly Release? _to = plan.TargetIn(facts.Application);
    private int _number;

    public static Trace Run(ApplicationFacts facts, Plan plan) => new Interpreter(facts.Of(plan), plan).Run();

    /// <summary>Interprets a plan that has other steps than one that was interpreted, and is like it otherwise: up to the first step that is another object, what happened there happens here.</summary>
    public static Trace Run(Trace other, Plan plan)
    {
        var (first, known) = (0, 0);
        for (var i = 0; i < Math.Min(plan.Steps.Length, other.Plan.Steps.Length) && ReferenceEquals(plan.Steps[i], other.Plan.Steps[i]); i++)
        {
            // What is gone on from is the state that an effect left behind.
            for (; known < other.Transitions.Length && ReferenceEquals(other.Transitions[known].Step, plan.Steps[i]); known++)
                first = i + 1;
        }

        return new Interpreter(other.Facts, plan).Run(other.Begin, ImmutableArray.Create(other.Transitions, 0, known), first);
    }

    private Trace Run() => Run(Begin(), [], first: 0);

    private Trace Run(State begin, ImmutableArray<Transition> known, int first)
    {
        var state = known.IsEmpty ? begin : known[known.Length - 1].After;
        var transitions = known.ToBuilder();
        for (var i = first; i < plan.Steps.Length; i++)
        {
            var step = plan.Steps[i];
            _number = i + 1;
            state = LetWritersWrite(state);
            foreach (var written in step.Effects)
            {
                var effect = Meant(written, step, state);
                var after = Locate(Apply(effect, step, state), step, effect);
                transitions.Add(new Transition(step, effect, state, after));
                state = after;
            }
        }

        return new Trace(plan, facts, begin, transitions.ToImmutable());
    }

    private State Begin() => new()
    {
        Stores = facts.Application.Stores.Values.Where(store => store.IsIn(plan.From)).Select(store => new StoreState(store, store.Kind == StoreKind.PostgreSql ? _from?.PostgreSqlMajor : null) { Schema = _from })
            .Concat(facts.Application.Stores.Values.Where(IsToReplace).Select(store => new StoreState(store, null) { IsNew = true }))
            .ToImmutableDictionary(store => store.Store.Name, StringComparer.Ordinal),
        Running = facts.ServicesOf(_from).ToImmutableDictionary(service => service, _ => new RunningService(null, _from), StringComparer.Ordinal),
        Deployed = _from,
    };

    // A store that the hop brings and that replaces none begins empty in every deployment, and is nothing to look after.
    private bool IsToReplace(Store store) =>
        plan is { From: { } from, To: { } to } && !store.IsIn(from) && store.IsIn(to) && facts.PredecessorOf(store.Name) is { } replaced && replaced.IsIn(from);

    /// <exception cref="UnknownEffectException">The effect is none that is listed here.</exception>
    internal State Apply(Effect effect, Step step, State state) => effect switch
    {
        StopsServices stops => Stop(state, step, state.Running.Keys.Except(stops.AllBut.Select(name => name.Text), StringComparer.Ordinal)),
        TakesDown => TakeAway(Stop(state, step, state.Running.Keys), step, effect),
        StartsServices starts => Start(state, step, starts),
        SwitchesSource switches => Switch(state, step, switches),
        SetsImageTag or WritesSetting or ChecksOutTag => Bring(state, step),
        TakesCopy copy => TakeCopy(state, step, copy),
        RestoresCopy restore => Restore(state, step, restore),
        VerifiesCopy verifies => VerifyCopy(state, step, verifies),
        RunsShell shell when ShellMeaning.DeletesProject(shell.Command) => TakeAway(Stop(state, step, state.Running.Keys), step, effect),
        RetiresStore or DestroysStore or ClearsStore or PrunesEngine or RunsShell => TakeAway(state, step, effect),
        RestoresInPlace restores => RestoreInPlace(TakeAway(state, step, effect), step, restores),
        PromotesTrial promotes => Promote(state, step, promotes),
        DiscardsTrial discards => state with { Trials = state.Trials.Remove(discards.Trial) },
        VerifiesStore verifies => state.With(verifies.Store, store => IsTakenBefore(store.UnverifiedSince, state, verifies.Against) ? store with { UnverifiedSince = null } : store),
        PullsImages => state with { Pulled = state.Pulled ?? step },
        AwaitsMigrations => state with { Migrated = state.Migrated ?? step },
        Accepts => state with { Accepted = state.Accepted ?? step },
        DeletesRetired => LoseRetired(state),
        ReversesMigrations reverses => Reverse(state, step, reverses),
        WritesStore writes => Write(state, step, writes),
        // What is checked, told, set, tagged, needed or waited for leaves stores and services as they are; a command that declares nothing is judged by a rule of its own.
        SetsVariable or FetchesSource or ChecksTarget or ChecksSpace or VerifiesVersion or TagsImage or WaitsFixedTime or RunsCommand or NeedsStore => state,
        _ => throw new UnknownEffectException(effect, nameof(Interpreter)),
    };
}
