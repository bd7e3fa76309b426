using System.Globalization;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;

namespace Hopguard.Docker.Volumes;

/// <summary>Small questions about volumes, answered by a POSIX shell in a container that lives for a moment. The image needs <c>sh</c>, <c>du</c>, <c>df</c>, <c>find</c> and <c>grep</c>.</summary>
internal sealed class VolumeShell(IContainerEngine engine)
{
    private const string Mounted = "/hopguard/volume";
    private const string OtherMounted = "/hopguard/folder";

    // The application goes on meanwhile: a file that is gone before its turn is no error, and everything else is.
    private const string Measure = $$"""
        { LC_ALL=C du -sk {{Mounted}} 2>&1 >&3 | grep -v ': No such file or directory$' >&2; } 3>&1
        test $? -ne 0
        """;

    // 'sync -f' flushes one file system and, unlike 'sync', says when the disk has failed.
    private const string Flush = $$"""
        if sync --help 2>&1 | grep -q -e -f; then sync -f {{Mounted}}; else sync; fi || exit 1
        if dd --help 2>&1 | grep -q nocache; then
            find {{Mounted}} -type f -exec sh -c 'for file; do dd if="$file" iflag=nocache count=0 status=none 2> /dev/null; done' sh {} + || true
        fi
        """;

    /// <summary>Bytes that the volume's files take on disk; the services that write them may run.</summary>
    public async Task<long> MeasureAsync(string volume, ToolImage image, CancellationToken cancellationToken) =>
        1024 * Number((await AskAsync(Measure, volume, image, isReadOnly: true, [], cancellationToken)).Split('\t', ' ')[0]);

    /// <summary>Entries of the volume, its root included and sockets left out: what an archive has to hold.</summary>
    public async Task<long> CountEntriesAsync(string volume, ToolImage image, CancellationToken cancellationToken) =>
        Number(await AskAsync($"find {Mounted} ! -type s -print0 | tr -cd '\\000' | wc -c", volume, image, isReadOnly: true, [], cancellationToken));

    /// <summary>Whether a folder of the host is there: the engine refuses to mount what is not.</summary>
    public async Task<bool> IsThereAsync(string folder, ToolImage image, CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync("true", folder, image, isReadOnly: true, [], cancellationToken);
            return true;
        }
        catch (HopguardException missing) when (missing.Message.Contains("source path does not exist", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>Whether the volume holds nothing.</summary>
    public async Task<bool> IsEmptyAsync(string volume, ToolImage image, CancellationToken cancellationToken) =>
        (await AskAsync($"ls -A {Mounted} | head -n 1", volume, image, isReadOnly: true, [], cancellationToken)).Length == 0;

    /// <summary>Deletes what the volume holds. Only for what the caller has proved to be held elsewhere, or has made itself.</summary>
    public Task EmptyAsync(string volume, ToolImage image, CancellationToken cancellationToken) =>
        AskAsync($"cd {Mounted} && for entry in * .[!.]* ..?*; do if [ -e \"$entry\" ] || [ -L \"$entry\" ]; then rm -rf -- \"./$entry\"; fi; done && sync", volume, image, isReadOnly: false, [], cancellationToken);

    /// <summary>
    /// Puts what the volume holds on disk and drops it from memory where the image's tools can, so that what is read next comes from the disk. Busybox cannot drop,
    /// and then the flush alone has to do.
    /// </summary>
    public Task FlushAsync(string volume, ToolImage image, CancellationToken cancellationToken) => AskAsync(Flush, volume, image, isReadOnly: false, [], cancellationToken);

    /// <summary>Gives entries the times that are recorded of them. A <c>touch</c> that cannot is no error: the caller compares.</summary>
    public Task SetTimesAsync(string volume, ToolImage image, IReadOnlyList<ManifestEntry> entries, CancellationToken cancellationToken) => AskAsync(
        $"while [ $# -gt 0 ]; do touch -h -d \"@$1\" \"{Mounted}/$2\"; shift 2; done; sync",
        volume, image, isReadOnly: false, [], cancellationToken,
        [.. entries.SelectMany(entry => new[] { entry.Modified.ToString(CultureInfo.InvariantCulture), entry.Path })]);

    /// <summary>Free bytes where the volume lies and where a folder of the host lies, and whether that is one and the same file system.</summary>
    public async Task<FreeSpace> FreeSpaceAsync(string volume, string folder, ToolImage image, CancellationToken cancellationToken)
    {
        var lines = (await AskAsync(
            $"df -Pk {Mounted} | tail -n 1; df -Pk {OtherMounted} | tail -n 1", volume, image, isReadOnly: true,
            [new ContainerMount("bind", folder, OtherMounted, ReadOnly: true)], cancellationToken)).Split('\n');
        var columns = lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        return new FreeSpace(1024 * Number(columns[0][3]), 1024 * Number(columns[1][3]), columns[0][0] == columns[1][0] && columns[0][1] == columns[1][1], $"{columns[0][0]} {columns[0][1]}");
    }

    private async Task<string> AskAsync(
        string script, string volume, ToolImage image, bool isReadOnly, IReadOnlyList<ContainerMount> others, CancellationToken cancellationToken,
        params IReadOnlyList<string> arguments)
    {
        var spec = new ContainerSpec
        {
            Image = image.Id,
            Owner = image.Owner,
            Entrypoint = ["sh", "-c", script, "sh"],
            Command = arguments,
            User = "0:0",
            Network = ContainerSpec.NoNetwork,
            Mounts = [ContainerMount.Of(volume, Mounted, isReadOnly), .. others],
        };
        var result = await engine.RunAsync(spec, onLine: null, cancellationToken);
        return result.ExitCode == 0
            ? result.Output.Trim()
            : throw new HopguardException($"Volume '{volume}' cannot be examined with image '{image.Id}': {result.Error.Trim()}", "The image needs a POSIX shell with du, df, find and grep");
    }

    private static long Number(string text) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new HopguardException($"A helper container answered '{text}' where a number was expected");
}

/// <summary>Free space.</summary>
/// <param name="Volumes">Free bytes where volumes lie.</param>
/// <param name="Copies">Free bytes where copies go.</param>
/// <param name="IsShared">Whether both are the same bytes.</param>
/// <param name="FileSystem">Tells the file system where volumes lie from others.</param>
internal sealed record FreeSpace(long Volumes, long Copies, bool IsShared, string FileSystem);
