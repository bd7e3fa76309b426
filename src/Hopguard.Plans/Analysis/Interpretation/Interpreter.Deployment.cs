using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <content>What compose acts on: the source tree, and the settings that name project, engine, files and folders.</content>
internal sealed partial class Interpreter
{
    /// <exception cref="UnknownEffectException">The effect is none that is listed here.</exception>
    internal State Locate(State state, Step step, Effect effect) => effect switch
    {
        FetchesSource fetches => state with { Trees = state.Trees.SetItem(fetches.As, ReleaseOf(fetches)) },
        SetsVariable { Value: null } unset => state with { Settings = state.Settings.Remove(unset.Variable) },
        SetsVariable sets => Set(state, new Setting(sets.Variable, sets.Value, step)),
        WritesSetting writes => Set(state, new Setting(writes.Variable, writes.Value, step) { IsInFile = true }),
        RunsShell shell => SettingEdits.In(shell.Command, step).Aggregate(state, Set),
        StopsServices or TakesDown or StartsServices or TakesCopy => state.Met is null ? state with { Met = step } : state,
        // Switches of the source and of tags are carried out where services are. What is done to stores, copies and images, checked or waited for moves no tree and sets nothing; a command inside a service
        // gets at neither.
        SwitchesSource or SetsImageTag or ChecksOutTag => state,
        RestoresCopy or VerifiesCopy or RetiresStore or DestroysStore or ClearsStore or PromotesTrial or DiscardsTrial or DeletesRetired or RestoresInPlace or PrunesEngine => state,
        RunsCommand or NeedsStore or WritesStore or ReversesMigrations or PullsImages or TagsImage => state,
        ChecksTarget or ChecksSpace or VerifiesStore or VerifiesVersion or AwaitsMigrations or WaitsFixedTime or Accepts => state,
        _ => throw new UnknownEffectException(effect, nameof(Locate)),
    };

    private static State Set(State state, Setting setting) =>
        state with { Settings = state.Settings.SetItem(setting.Variable, setting with { IsFromTheStart = state.Met is null && !setting.IsInFile }) };

    private State Switch(State state, Step step, SwitchesSource switches) => state with
    {
        Deployed = state.Trees.TryGetValue(switches.To, out var release) ? release : facts.Application.FindRelease(switches.To.Text) ?? _to,
        Trees = state.Trees.SetItem(switches.KeepAs, state.Deployed),
        Switched = state.Switched ?? step,
    };

    /// <summary>What compose starts from then on, where a step changes the tag of an image or of the checkout, and leaves every other file as it is.</summary>
    private State Bring(State state, Step step)
    {
        if (!VersionChange.IsBy(step, facts.Application))
            return state;

        if (plan.Base is { } change)
            return state with { Deployed = BroughtBase(change, step) ?? state.Deployed, Switched = state.Switched ?? step };

        // Another server alone changes what is below the version, which stays.
        var deployed = step is CheckoutTag || VersionChange.IsOfApplication(step, facts.Application) ? Brought(VersionChange.TextOf(step)!) : state.Deployed;
        return state with { Deployed = deployed, Switched = state.Switched ?? step };
    }

    // A tag of another major than the plan leads to brings neither what was there nor what is wanted, and the trial's files do not fit it.
    private Release? BroughtBase(BaseChange change, Step step) =>
        facts.Application.Stores.TryGetValue(change.Store, out var store) && VersionChange.IsOfServer(step, store) && VersionChange.MajorOf(step) == change.To.PostgreSqlMajor ? change.To : null;

    private Release? Brought(string text) => !facts.Application.Versions.TryObserve(ArchiveAddress.WithoutDigest(text), out var version) ? null
        : _to is not null && version.Equals(_to.Version) ? _to : facts.Application.FindRelease(version);

    // The address of an archive says of which release it is, else the name that the plan gives to the tree; any other tree stands for the release that the plan leads to.
    private Release? ReleaseOf(FetchesSource fetched) =>
        ArchiveAddress.VersionsIn(fetched.Archive, facts.Application.Versions).Prepend(fetched.As.Text).Reverse().Select(facts.Application.FindRelease).FirstOrDefault(release => release is not null) ?? _to;
}
