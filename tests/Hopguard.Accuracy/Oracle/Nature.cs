using System.Collections.Immutable;
using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Oracle;

/// <summary>What happens between any two actions without anybody asking for it: writers write, migrations migrate, hosts are cleared.</summary>
internal sealed class Nature(Site site, Adversary adversary)
{
    public World Pass(World world)
    {
        // What a cache holds is nobody's loss, so nobody counts what is written to it.
        foreach (var store in site.All.Where(store => !store.Disposable))
            world = LetWrite(world, store);

        return adversary.Cleans ? world with { Aside = world.Aside.RemoveRange(world.Aside.Where(aside => IsCleared(aside.Value, world)).Select(aside => aside.Key)) } : world;
    }

    // Who brings a backup back has no other copy of what is there, and keeps it for as long as the word is not given.
    private static bool IsCleared(AsideVolume aside, World world) =>
        aside.IsRetired && !world.Copies.Values.Any(copy => copy.Parts.TryGetValue(aside.Store, out var part) && part.IsGiven);

    private World LetWrite(World world, Store store)
    {
        // Nobody writes to a database whose server is down.
        if (store.Kind != StoreKind.Volume && !world.Running.ContainsKey(store.Service))
            return world;

        foreach (var generation in site.Writers[store.Name].Where(service => site.RunsOn(world, service, store)).Select(service => world.Running[service]).Distinct().Order())
            world = Write(world, store.Name, generation);

        return world;
    }

    /// <summary>One more write of a version's code to a store.</summary>
    public static World Write(World world, string store, Generation writer)
    {
        var number = world.NextWrite;
        var written = world with
        {
            NextWrite = number + 1,
            AllWrites = world.IsGoingBack ? world.AllWrites : Add(world.AllWrites, store, number),
            // Written into what a backup brought, it goes when the way back brings back what was there before.
            OldWrites = writer == Generation.Before && !world.IsGoingBack && !(world.Live.TryGetValue(store, out var given) && given.IsGiven) ? Add(world.OldWrites, store, number) : world.OldWrites,
        };
        // Into a volume that is gone, the write goes nowhere.
        return written.Live.TryGetValue(store, out var content) ? written.WithLive(store, Change(content with { Writes = content.Writes.With(number) }, writer)) : written;
    }

    // The new version's migrations change what they find; the old version's code on a newer schema does harm while it looks healthy.
    private static Content Change(Content content, Generation writer) => (content.Schema, writer) switch
    {
        (Generation.After, Generation.Before) => content with { Torn = content.Torn ?? "the version before wrote to a schema of the new one" },
        _ => content with { Schema = writer },
    };

    private static ImmutableDictionary<string, WriteSet> Add(
        ImmutableDictionary<string, WriteSet> writes, string store, int number) =>
        writes.SetItem(store, (writes.TryGetValue(store, out var known) ? known : WriteSet.None).With(number));
}
