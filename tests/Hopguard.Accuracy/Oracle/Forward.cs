using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <summary>What each kind of step does to the world, as a list of indivisible acts.</summary>
internal sealed partial class Forward(Site site, Adversary adversary)
{
    /// <exception cref="NotSupportedException">The step is of a kind that nobody taught it: what it did not do, it could not judge.</exception>
    public IReadOnlyList<Act> Of(Step step) => step switch
    {
        StopServices stop => Stop(world => world.Running.Keys.Except(stop.AllBut.Select(name => name.Text), StringComparer.Ordinal)),
        ComposeDown down => [.. Stop(world => world.Running.Keys), world => down.Volumes ? RemoveVolumes(world) : world],
        StartServices start => Start(start),
        FetchSource fetch => [world => world with { Trees = world.Trees.SetItem(fetch.As, site.GenerationOf(fetch)) }],
        SwitchSource swap => [world => Switch(world, swap)],
        SetImageTag or SetSetting or CheckoutTag => [world => site.BroughtBy(step) is { } generation ? world with { Deployed = generation } : world],
        DumpDatabase dump => [world => Dump(world, dump)],
        BackUpVolumes backup => [world => BackUp(world, backup)],
        UseBackup use => [world => Use(world, use)],
        RestoreVolumes restore => RestoreVolumes(restore),
        RestoreDatabase restore => [world => Restore(world, restore)],
        VerifyCopy verify => [world => VerifyCopy(world, verify)],
        RetireVolume retire => [world => Retire(world, retire)],
        PromoteVolume promote => [world => Promote(world, promote)],
        RemoveVolume remove => [world => TakeAway(world, remove.Store)],
        RestoreInPlace restore => RestoreInPlace(restore),
        Prune { What.Text: "volumes" or "everything" } => [Prune],
        DiscardTrial discard => [world => world with { Trials = world.Trials.Remove(discard.Trial) }],
        VerifyStore verify => [world => VerifyStore(world, verify)],
        AwaitMigrations await => [world => AwaitMigrations(world, await)],
        VerifyVersion verify => [world => VerifyVersion(world, verify)],
        RunCommand command => [world => Run(world, command)],
        RunShell line => [world => Run(world, line)],
        Accept => [AcceptVersion],
        DeleteRetired => [world => world with { Aside = world.Aside.RemoveRange(world.Aside.Where(aside => aside.Value.IsRetired).Select(aside => aside.Key)) }],
        CheckTarget or CheckSpace or PullImages or Plans.Steps.Prune or TagImage or SetVariable or Wait => [],
        _ => throw new NotSupportedException($"The reference interpreter cannot do a step of kind '{StepKind.Of(step).Name}'"),
    };

    private static World Switch(World world, SwitchSource swap) => world.Done.Contains(swap.Id) ? world : world with
    {
        Deployed = world.Trees[swap.To],
        Trees = world.Trees.SetItem(swap.KeepAs, world.Deployed),
        Done = world.Done.Add(swap.Id),
    };

    // Half of them go first: in between, the others still write.
    private static IReadOnlyList<Act> Stop(Func<World, IEnumerable<string>> which) =>
    [
        world => world with { Running = world.Running.RemoveRange(Half(which(world))) },
        world => world with { Running = world.Running.RemoveRange(which(world)) },
    ];

    private static IEnumerable<string> Half(IEnumerable<string> services)
    {
        var all = services.Order(StringComparer.Ordinal).ToList();
        return all.Take(all.Count / 2);
    }

    private IReadOnlyList<Act> Start(StartServices start) =>
    [
        world => StartAll(world, Wanted(world, start).Where(IsServer)),
        world => StartAll(world, Wanted(world, start).Where(service => !IsServer(service))),
    ];

    private IEnumerable<string> Wanted(World world, StartServices start) =>
        (start.Only.IsEmpty ? site.ServicesOf(world.Deployed) : start.Only.Select(name => name.Text)).Order(StringComparer.Ordinal);

    private bool IsServer(string service) => site.All.Any(store => Site.Serves(service, store));

    private World StartAll(World world, IEnumerable<string> services)
    {
        foreach (var service in services)
        {
            if (world.Trouble is null)
                world = new Starting(site).Start(world, service, world.Deployed);
        }

        return world;
    }
}
