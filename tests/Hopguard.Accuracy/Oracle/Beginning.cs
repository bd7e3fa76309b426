using System.Collections.Immutable;

namespace Hopguard.Accuracy.Oracle;

/// <summary>The world before the first step: everything runs, and every store has been written to.</summary>
internal static class Beginning
{
    public static World Of(Site site)
    {
        var live = ImmutableDictionary.CreateBuilder<string, Content>(StringComparer.Ordinal);
        var writes = ImmutableDictionary.CreateBuilder<string, WriteSet>(StringComparer.Ordinal);
        var number = 0;
        foreach (var store in site.Stores)
        {
            writes[store.Name] = WriteSet.None.With(number++);
            live[store.Name] = new Content(writes[store.Name], Generation.Before, store.Kind == Plans.Model.StoreKind.PostgreSql ? site.MajorOf(Generation.Before) : null);
        }

        return new World
        {
            Live = live.ToImmutable(),
            Running = site.ServicesOf(Generation.Before).ToImmutableDictionary(service => service, _ => Generation.Before, StringComparer.Ordinal),
            OldWrites = writes.ToImmutable(),
            AllWrites = writes.ToImmutable(),
            NextWrite = number,
        };
    }
}
