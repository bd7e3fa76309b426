using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// What the file systems of volumes say about every entry without a byte of content being read: type and mode, owner, size, and the times of the last change of
/// content and of anything at all. The latter cannot be set by hand, so equal stamps mean that nobody wrote. Inodes are left out: some file systems renumber them.
/// </summary>
internal sealed class VolumeStamps(IContainerEngine engine)
{
    private const string Mounted = "/hopguard";
    private const int Shown = 5;
    private const string PathBegins = " ./";

    // Busybox and GNU alike. The exact time of change (%z) has fractions where the tool knows them.
    // A store's folder itself gets another when it moves along into a new source tree: there the rest has to do, since whatever comes or goes in it has stamps of its own.
    private const string Script = $"""
        cd {Mounted} && find . -mindepth 1 -maxdepth 1 -print0 | xargs -0 stat -c '%f %u:%g %s %Y %n' && find . -mindepth 2 ! -type s -print0 | xargs -0 -r stat -c '%f %u:%g %s %Y %z %n'
        """;

    /// <summary>Records the stamps of a copy's volumes, by store; on disk before the call returns.</summary>
    public async Task TakeAsync(string copy, IReadOnlyDictionary<string, string> volumes, StepContext context, CancellationToken cancellationToken)
    {
        await using var file = new StreamWriter(new FileStream(PathOf(copy, context), FileMode.Create, FileAccess.Write, FileShare.Read));
        await ReadAsync(volumes, file.WriteLine, context, cancellationToken);
        await file.FlushAsync(cancellationToken);
        ((FileStream)file.BaseStream).Flush(flushToDisk: true);
    }

    /// <summary>Paths whose stamps are not what was recorded, the first few, each beginning with its store; none when nobody wrote.</summary>
    /// <exception cref="HopguardException">Nothing was recorded for the copy.</exception>
    public async Task<IReadOnlyList<string>> FindChangesAsync(string copy, IReadOnlyDictionary<string, string> volumes, StepContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(copy, context)))
            throw new HopguardException($"Copy '{copy}' has no record of when its files were last changed", "Start over: a new run takes the copy again");

        var now = new List<string>();
        await ReadAsync(volumes, now.Add, context, cancellationToken);
        var before = await File.ReadAllLinesAsync(PathOf(copy, context), cancellationToken);
        return before.AsSpan().SequenceEqual(now.ToArray()) ? [] : Differences(before, now);
    }

    // In whatever order the folders list their entries now.
    private static List<string> Differences(IEnumerable<string> before, IEnumerable<string> now)
    {
        var changed = before.ToHashSet(StringComparer.Ordinal);
        changed.SymmetricExceptWith(now);
        var paths = changed.Select(PathIn).Distinct(StringComparer.Ordinal).ToList();

        // A folder changes with every entry that comes or goes: the entry says more.
        return [.. paths.Where(path => !paths.Exists(other => other.StartsWith(path + "/", StringComparison.Ordinal))).Order(StringComparer.Ordinal).Take(Shown)];
    }

    // Some tools write the zone of a time and some do not, so the path is what begins with the folder.
    private static string PathIn(string line)
    {
        var begin = line.IndexOf(PathBegins, StringComparison.Ordinal);
        return begin < 0 ? line : line[(begin + PathBegins.Length)..];
    }

    private async Task ReadAsync(IReadOnlyDictionary<string, string> volumes, Action<string> onLine, StepContext context, CancellationToken cancellationToken)
    {
        var spec = new ContainerSpec
        {
            Image = ToolImage.For(context).Id,
            Owner = context.Owner("stamps"),
            Entrypoint = ["sh", "-c", Script],
            User = "0:0",
            Network = "none",
            Mounts = [.. volumes.Select(volume => ContainerMount.Of(volume.Value, $"{Mounted}/{volume.Key}", isReadOnly: true))],
        };
        var result = await engine.RunAsync(spec, onLine, cancellationToken);
        if (result.ExitCode != 0 || result.Error.Length > 0)
            throw new HopguardException($"Volumes {string.Join(", ", volumes.Values.Select(volume => $"'{volume}'"))} cannot be examined: {result.Error.Trim()}", "The helper image needs a POSIX shell with find, xargs and stat");
    }

    private static string PathOf(string copy, StepContext context) => context.Folder.Evidence(copy + ".stamps");
}
