using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// What the file systems of volumes say about every entry without a byte of content being read: type and mode, owner, size, and the times of the last change of
/// content and of anything at all. The latter cannot be set by hand, so equal stamps mean that nobody wrote.
/// </summary>
internal sealed class VolumeStamps(IContainerEngine engine)
{
    private const string Mounted = "/hopguard";
    private const int Shown = 5;

    // Busybox and GNU alike. The exact time of change (%z) has fractions where the tool knows them. What begins with the mark, which no file can know, is no entry.
    // The flush writes pages that are mapped by somebody: from there on the next store into one of them changes the file's time.
    private const string Script = $$"""
        mark=$1 flush=$2; shift 2; cd {{Mounted}} || exit 1
        read -r up idle < /proc/uptime; echo "$mark $(date +%s) $up"
        for store do
            if [ "$flush" = yes ]; then if sync --help 2>&1 | grep -q -e -f; then sync -f "./$store"; else sync; fi; fi
            echo "$mark $store $(stat -f -c %t "./$store" 2> /dev/null || echo unknown)"
            find "./$store" ! -type s -print0 | xargs -0 stat -c '%d %i %f %h %u:%g %s %Y %Z %z %n'
        done
        """;

    /// <summary>Reads the stamps of volumes, given by store; where wished, what programs have written is put on disk first, so that whatever they write from then on shows.</summary>
    public async Task<StampReading> ReadAsync(IReadOnlyDictionary<string, string> volumes, bool flush, StepContext context, CancellationToken cancellationToken)
    {
        var mark = Guid.NewGuid().ToString("N");
        var reading = new StampReading(mark);
        var spec = new ContainerSpec
        {
            Image = ToolImage.For(context).Id,
            Owner = context.Owner("stamps"),
            Entrypoint = ["sh", "-c", Script, "sh"],
            Command = [mark, flush ? "yes" : "no", .. volumes.Keys],
            User = "0:0",
            Network = ContainerSpec.NoNetwork,
            Mounts = [.. volumes.Select(volume => ContainerMount.Of(volume.Value, $"{Mounted}/{volume.Key}", isReadOnly: true))],
        };
        var result = await engine.RunAsync(spec, reading.Add, cancellationToken);
        return result.ExitCode == 0 && result.Error.Length == 0 && reading.Stores.Count == volumes.Count
            ? reading
            : throw new HopguardException($"Volumes {string.Join(", ", volumes.Values.Select(volume => $"'{volume}'"))} cannot be examined: {result.Error.Trim()}", "The helper image needs a POSIX shell with find, xargs and stat");
    }

    /// <summary>Records the stamps of a copy's volumes; on disk before the call returns.</summary>
    public static void Save(string copy, IEnumerable<StoreStamps> stores, StepContext context)
    {
        foreach (var store in stores)
        {
            using var stream = new FileStream(PathOf(copy, store.Store, context), FileMode.Create, FileAccess.Write, FileShare.Read);
            using var file = new StreamWriter(stream);
            foreach (var entry in store.Entries)
                file.WriteLine(entry.Text);

            file.Flush();
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>What was recorded of a store of the copy; null where nothing was, as in runs that an earlier Hopguard began.</summary>
    public static StoreStamps? FindRecorded(string copy, string store, StepContext context)
    {
        if (!File.Exists(PathOf(copy, store, context)))
            return null;

        var recorded = new StoreStamps(store, string.Empty);
        foreach (var line in File.ReadLines(PathOf(copy, store, context)))
            recorded.Add(line);

        return recorded;
    }

    /// <summary>Paths whose stamps are not what was recorded, the first few, each beginning with its store; none when nobody wrote.</summary>
    /// <param name="before">What was recorded, by store.</param>
    /// <param name="volumes">The volumes, by store.</param>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<string>> FindChangesAsync(IReadOnlyDictionary<string, StoreStamps> before, IReadOnlyDictionary<string, string> volumes, StepContext context, CancellationToken cancellationToken)
    {
        // The folder of a store may have moved along into another source tree since, and some file systems renumber their inodes.
        var now = await ReadAsync(volumes, flush: false, context, cancellationToken);
        return [.. now.Stores.SelectMany(store => Telling(store.FindChangesWithin(before[store.Store]), store.Store)).Take(Shown)];
    }

    // A folder changes with every entry that comes or goes: the entry says more.
    private static IEnumerable<string> Telling(HashSet<string> paths, string store) =>
        paths.Where(path => !paths.Any(other => path.Length == 0 ? other.Length > 0 : other.StartsWith(path + "/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Take(Shown).Select(path => path.Length == 0 ? store : $"{store}/{path}");

    private static string PathOf(string copy, string store, StepContext context) => context.Folder.Evidence($"{copy}.{store}.stamps");
}
