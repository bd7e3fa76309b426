using System.Numerics;
using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Oracle;

/// <summary>Rows name files, so a dump and an archive are a set only where both are of one moment: neither lacks a write that is older than the last in the other.</summary>
internal static class CopySet
{
    /// <summary>A database and a volume of which there are copies, but no two of one moment; null where there are none such.</summary>
    public static (Store Database, Store Volume)? FindApart(Site site, World world)
    {
        foreach (var database in site.Precious.Where(store => store.Kind == StoreKind.PostgreSql))
        {
            foreach (var volume in site.Precious.Where(store => store.IsCopiedAsFiles))
            {
                var pairs = Copied(world, database).SelectMany(dump => Copied(world, volume), (dump, archive) => (dump, archive)).ToList();
                if (pairs.Count > 0 && !pairs.Exists(pair => Follow(pair.archive, pair.dump, database, world) && Follow(pair.dump, pair.archive, volume, world)))
                    return (database, volume);
            }
        }

        return null;
    }

    private static IEnumerable<WriteSet> Copied(World world, Store store) =>
        world.Copies.Values.Where(copy => copy.Recorded.ContainsKey(store.Name)).Select(copy => copy.Recorded[store.Name]);

    // Whether everything that a copy lacks of its own store came after everything that the other holds.
    private static bool Follow(WriteSet other, WriteSet copy, Store store, World world)
    {
        var missing = world.AllWrites[store.Name].Bits & ~copy.Bits;
        return missing.IsZero || BigInteger.TrailingZeroCount(missing) >= other.Bits.GetBitLength();
    }
}
