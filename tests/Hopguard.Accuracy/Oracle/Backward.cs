using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <summary>The inverse of each kind of step, as far as the engine has one: copies and evidence stay, and words of a vendor's procedure have none.</summary>
internal sealed class Backward(Site site)
{
    public IReadOnlyList<Act> Of(Step step) => step switch
    {
        StopServices or ComposeDown => [world => StartAgain(world, step, isServer: true), world => StartAgain(world, step, isServer: false)],
        StartServices => [world => StopAgain(world, step)],
        SwitchSource => [world => world with { Deployed = Generation.Before }],
        SetImageTag or SetSetting or CheckoutTag => [world => site.BroughtBy(step) is null ? world : world with { Deployed = Generation.Before }],
        DumpDatabase dump => [world => Compare(world, dump)],
        BackUpVolumes backup => [.. backup.Stores.Select<Plans.Model.Name, Act>(store => world => BringBack(world, backup, store))],
        RestoreDatabase restore => [world => world with { Trials = world.Trials.Remove(restore.Into) }],
        RetireVolume retire => [world => PutBack(world, retire.Id, retire.Store)],
        RestoreVolumes restore => [.. restore.Stores.Reverse().Select<Plans.Model.Name, Act>(store => world => PutBack(world, $"{restore.Id}/{store}", store))],
        PromoteVolume promote => [world => Abandon(world, promote)],
        UseBackup or FetchSource or CheckTarget or CheckSpace or PullImages or VerifyCopy or DiscardTrial or VerifyStore or AwaitMigrations or VerifyVersion or RunCommand or Accept or DeleteRetired => [],
        RemoveVolume or RestoreInPlace or Prune or TagImage or SetVariable or RunShell or Wait => [],
        _ => throw new NotSupportedException($"The reference interpreter cannot take back a step of kind '{StepKind.Of(step).Name}'"),
    };

    private World StartAgain(World world, Step step, bool isServer)
    {
        foreach (var service in world.Begun[step.Id].Where(service => service.Value == Generation.Before).Select(service => service.Key).Order(StringComparer.Ordinal))
        {
            if (world.Trouble is null && site.All.Any(store => Site.Serves(service, store)) == isServer)
                world = new Starting(site).Start(world, service, Generation.Before);
        }

        return world;
    }

    private static World StopAgain(World world, Step step)
    {
        var before = world.Begun[step.Id];
        return world with { Running = world.Running.RemoveRange(world.Running.Where(service => !before.TryGetValue(service.Key, out var ran) || ran != service.Value).Select(service => service.Key)) };
    }

    // The last word of the version before is in the store itself, unless the run has had its hands on it, or the new version.
    private World Compare(World world, DumpDatabase dump)
    {
        if (!world.Copies.TryGetValue(dump.As, out var copy) || !copy.Recorded.TryGetValue(dump.Store, out var recorded))
            return world;
        if (site.Plan.Steps.OfType<RetireVolume>().Any(retire => retire.Store.Text == dump.Store.Text && world.Begun.ContainsKey(retire.Id)))
        {
            var same = world.Live.TryGetValue(dump.Store, out var live) && live.Torn is null && (live.Writes == recorded || live.Writes.Holds(world.OldWrites[dump.Store]));
            return same ? world : world.Fail($"store '{dump.Store}' is not what it was when it was dumped");
        }

        // What is restored beside the store is compared with what was dumped before anything makes room for it.
        return IsStarted(world) && !IsHeld(world, copy, dump.Store) && copy.Parts[dump.Store].Writes != recorded
            ? world.Fail($"copy '{dump.As}' does not bring back what was dumped")
            : BringBack(world, $"{dump.Id}/{dump.Store}/back", copy, dump.Store, IsStarted(world));
    }

    // Nothing but a version that has run can have changed a volume for the worse.
    private World BringBack(World world, BackUpVolumes backup, string store) => world.Copies.TryGetValue(backup.As, out var copy)
        ? BringBack(world, $"{backup.Id}/{store}/back", copy, store, IsStarted(world) || !site.Plan.Steps.OfType<StartServices>().Any(IsOfTarget))
        : world;

    private World BringBack(World world, string key, HeldCopy copy, string store, bool hasRun)
    {
        if (!site.IsHop || !hasRun || world.Done.Contains(key) || IsHeld(world, copy, store))
            return world;

        var aside = world.Live.TryGetValue(store, out var live) ? world.Aside.SetItem(key, new AsideVolume(store, live, IsRetired: false)) : world.Aside;
        // What is restored must not lie in the volume that makes room for it.
        world = world.WithLive(store, null).WithoutCopiesIn(store) with { Aside = aside, Done = world.Done.Add(key) };
        return world.Copies.ContainsKey(copy.Name) ? world.WithLive(store, copy.Parts[store]) : world.Fail($"copy '{copy.Name}' lay in the volume of store '{store}' itself");
    }

    private static bool IsHeld(World world, HeldCopy copy, string store) =>
        world.Live.TryGetValue(store, out var live) && live.Torn is null && live.Writes == copy.Recorded[store] && live.Schema == copy.Parts[store].Schema;

    private bool IsStarted(World world) => site.Plan.Steps.OfType<StartServices>().Any(start => IsOfTarget(start) && world.Begun.ContainsKey(start.Id));

    private bool IsOfTarget(StartServices start)
    {
        var switches = site.Plan.Steps.Where(step => step is SwitchSource || site.BroughtBy(step) is not null).ToImmutableArray();
        return switches.IsEmpty || switches.Any(step => site.Plan.Steps.IndexOf(step) < site.Plan.Steps.IndexOf(start));
    }

    /// <summary>What is done of a step that found nothing to put aside.</summary>
    public static string WasEmpty(string key) => $"{key}/empty";

    // What was begun in the volume meanwhile is kept under another name: what that is worth, nobody but the operator knows.
    private static World PutBack(World world, string key, string store)
    {
        if (!world.Done.Contains(key))
            return world;
        if (!world.Aside.TryGetValue(key, out var aside) && !world.Done.Contains(WasEmpty(key)))
            return world.Fail($"what was put aside of store '{store}' is gone");

        var left = world.Live.TryGetValue(store, out var live) ? world.Aside.SetItem($"{key}/left", new AsideVolume(store, live, IsRetired: false)) : world.Aside;
        return world.WithoutCopiesIn(store).WithLive(store, aside?.Content) with { Aside = left.Remove(key), Done = world.Done.Remove(key) };
    }

    private static World Abandon(World world, PromoteVolume promote)
    {
        if (!world.Done.Contains(promote.Id))
            return world;

        var aside = world.Live.TryGetValue(promote.To, out var live)
            ? world.Aside.SetItem(promote.Id, new AsideVolume(promote.To, live, IsRetired: false))
            : world.Aside;
        return world.WithLive(promote.To, null) with { Aside = aside, Done = world.Done.Remove(promote.Id) };
    }
}
