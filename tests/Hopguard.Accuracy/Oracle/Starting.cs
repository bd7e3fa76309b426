using Hopguard.Plans.Model;

namespace Hopguard.Accuracy.Oracle;

/// <summary>What happens when a service starts on the volumes that are there.</summary>
internal sealed class Starting(Site site)
{
    public World Start(World world, string service, Generation generation)
    {
        if (!site.ServicesOf(generation).Contains(service))
            return world.Fail($"the version in place has no service '{service}'");
        if (world.Running.TryGetValue(service, out var runs) && runs == generation)
            return world;

        foreach (var store in site.All.Where(store => site.Has(store, generation)))
        {
            if (world.Trouble is null)
                world = Open(world, service, store, generation);
        }

        return world.Trouble is null ? world with { Running = world.Running.SetItem(service, generation) } : world;
    }

    private World Open(World world, string service, Store store, Generation generation)
    {
        var opens = Site.Serves(service, store) || (store.Kind == StoreKind.Volume && site.Writers[store.Name].Contains(service));
        if (!opens)
            return world;

        var major = store.Kind == StoreKind.PostgreSql ? site.MajorOf(generation) : null;
        // An empty volume is no error to anybody: a server initialises it, an application begins anew in it.
        if (!world.Live.TryGetValue(store.Name, out var content))
            return world.WithLive(store.Name, new Content(WriteSet.None, generation, major));

        return content.Major is { } files && major is { } wanted && files != wanted
            ? world.Fail($"service '{service}' is PostgreSQL {wanted} and does not start on files of PostgreSQL {files}")
            : world;
    }
}
