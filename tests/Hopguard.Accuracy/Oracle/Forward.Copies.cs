using System.Collections.Immutable;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Accuracy.Oracle;

/// <content>Copies, trials, and what proves them.</content>
internal sealed partial class Forward
{
    private World Dump(World world, DumpDatabase dump)
    {
        if (world.Copies.ContainsKey(dump.As))
            return world;
        if (!world.Running.ContainsKey(site.Application.Stores[dump.Store].Service) || !world.Live.TryGetValue(dump.Store, out var content))
            return world.Fail($"no server of store '{dump.Store}' runs that could be dumped");
        if (adversary.Guards && RunningWriter(world, dump.Store) is { } writer)
            return world.Fail($"service '{writer}' is connected to store '{dump.Store}' while it is dumped");

        // A terminal turns line ends into others, every time: what arrives is another dump.
        var arrived = Carried(dump, dump.Store, content);
        if (dump.Terminal)
            arrived = arrived with { Writes = arrived.Writes.CutShort() };

        return Keep(world, new HeldCopy(dump.As, IsDump: true, dump.In?.Text, Part(dump.Store, arrived), Recorded(dump.Store, content)));
    }

    private World BackUp(World world, BackUpVolumes backup)
    {
        if (world.Copies.ContainsKey(backup.As))
            return world;

        var copy = new HeldCopy(backup.As, IsDump: false, backup.In?.Text, ImmutableDictionary<string, Content>.Empty, ImmutableDictionary<string, WriteSet>.Empty);
        foreach (var store in backup.Stores.Select(name => name.Text))
        {
            if (adversary.Guards && User(world, store) is { } user)
                return world.Fail($"service '{user}' uses the volume of store '{store}' while it is archived");

            // Files that are archived under a running writer are of no one moment; what they lack is what is written from here on.
            var content = world.Live.TryGetValue(store, out var live) ? live : new Content(WriteSet.None, world.Deployed, null);
            copy = copy with
            {
                Parts = copy.Parts.SetItem(store, Carried(backup, store, content)),
                Recorded = copy.Recorded.SetItem(store, content.Writes),
            };
        }

        return Keep(world, copy);
    }

    // What a backup holds is what its stores are to hold, as if it had been taken now: so it has the writes of this moment, and is told from what the stores held by a mark.
    private World Use(World world, UseBackup use)
    {
        if (world.Copies.ContainsKey(use.As))
            return world;

        var stores = site.Stores.Where(store => use.Stores.Any(name => name.Text == store.Name)).ToList();
        var copy = new HeldCopy(
            use.As, IsDump: stores.Exists(store => store.Kind == Plans.Model.StoreKind.PostgreSql), KeptIn: null,
            stores.ToImmutableDictionary(store => store.Name, store => Carried(use, store.Name, Given(world, store))), stores.ToImmutableDictionary(store => store.Name, store => Given(world, store).Writes));
        return stores.Count == 0 ? world.Fail($"the backup holds nothing for copy '{use.As}'") : Keep(world, copy);
    }

    private Content Given(World world, Plans.Model.Store store) =>
        new(world.AllWrites[store.Name], Generation.Before, store.Kind == Plans.Model.StoreKind.PostgreSql ? site.MajorOf(Generation.Before) : null) { IsGiven = true };

    private World Restore(World world, RestoreDatabase restore)
    {
        if (!world.Copies.TryGetValue(restore.Copy, out var copy))
            return world.Fail($"copy '{restore.Copy}' is gone");

        var (store, content) = copy.Parts.First();
        var major = restore.PostgreSql ?? site.MajorOf(site.IsHop ? Generation.After : Generation.Before);
        if (major < content.Major)
            return world.Fail($"a dump of PostgreSQL {content.Major} does not go into PostgreSQL {major}");

        var trial = new Trial(copy.Name, store, Carried(restore, store, content with { Major = major }));
        return world with { Trials = world.Trials.SetItem(restore.Into, trial) };
    }

    private World VerifyCopy(World world, VerifyCopy verify)
    {
        if (!world.Copies.TryGetValue(verify.Copy, out var copy))
            return world.Fail($"copy '{verify.Copy}' is gone");

        var trouble = verify.By.Text == Plans.Steps.VerifyCopy.ReadBack ? ReadBack(copy) : ByTrial(world, copy, verify.By);
        return trouble is null
            ? world with { Copies = world.Copies.SetItem(copy.Name, copy with { VerifiedBy = verify.By }) }
            : world with { Trouble = trouble };
    }

    // The bytes of a dump that ended early read as well as any: only the archive has the volume to be compared with.
    private Trouble? ReadBack(HeldCopy copy)
    {
        if (copy.IsDump)
            return adversary.Guards ? new Trouble($"copy '{copy.Name}' is a dump, which reading it does not prove", []) : null;

        var cut = copy.Parts.Values.SelectMany(part => part.CutBy).ToImmutableHashSet();
        return cut.IsEmpty ? null : new Trouble($"copy '{copy.Name}' is not what its volumes held", cut);
    }

    private static Trouble? ByTrial(World world, HeldCopy copy, string name)
    {
        if (!world.Trials.TryGetValue(name, out var trial))
            return new Trouble($"trial '{name}' is gone", []);

        return copy.Recorded.TryGetValue(trial.Store, out var recorded) && copy.Recorded.Count == 1 && trial.Content.Writes == recorded
            ? null
            : new Trouble($"trial '{name}' is not what copy '{copy.Name}' was taken of", trial.Content.CutBy);
    }

    // A copy that a store's volume keeps is there as long as the volume is.
    private World Keep(World world, HeldCopy copy) => copy.KeptIn is { } store && !world.Live.ContainsKey(store)
        ? world.Fail($"store '{store}', which is to keep copy '{copy.Name}', has no volume")
        : world with { Copies = world.Copies.SetItem(copy.Name, copy) };

    private Content Carried(Step step, string store, Content content) => adversary.Carry(content, Site.Transfer(step, store));

    private static ImmutableDictionary<string, Content> Part(string store, Content content) => ImmutableDictionary<string, Content>.Empty.Add(store, content);

    private static ImmutableDictionary<string, WriteSet> Recorded(string store, Content content) => ImmutableDictionary<string, WriteSet>.Empty.Add(store, content.Writes);

    private string? RunningWriter(World world, string store) => site.Writers[store].FirstOrDefault(service => site.RunsOn(world, service, site.Application.Stores[store]));

    private string? User(World world, string store)
    {
        var found = site.Application.Stores[store];
        return world.Running.Keys.Where(service => site.Uses(service, found) && site.RunsOn(world, service, found)).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
