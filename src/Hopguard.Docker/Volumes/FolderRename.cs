using Hopguard.Containers.Ports;
using Hopguard.Engine;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Moves a volume's content by renaming its folder, from a helper container that sees the folder of both volumes; folders of the host alike. Every step is one system call that happens or
/// does not; an empty spare folder beside the source's own waits to take its place, so that each interrupted state can be told from the others.
/// </summary>
internal sealed class FolderRename(IContainerEngine engine)
{
    private const string Mounted = "/hopguard/volumes";
    private const string Plain = "_data";

    // $1 and $2 are the folders that hold the data. Written for any POSIX shell with stat: busybox and GNU both do.
    private const string Begin = """
        set -eu
        a=/hopguard/volumes/$1 b=/hopguard/volumes/$2
        holds() {
            if [ -L "$1" ]; then echo odd
            elif [ ! -e "$1" ]; then echo missing
            elif [ ! -d "$1" ]; then echo odd
            elif [ -n "$(ls -A "$1" | head -n 1)" ]; then echo full
            else echo empty; fi
        }

        """;

    // Every script ends with a look, so that success is what is seen afterwards.
    private const string End = """

        echo "$(holds "$a") $(holds "$b") $(holds "$a.hopguard") $(holds "$b.hopguard")"
        for folder in "${a%/*}" "${b%/*}" "$a" "$b"; do
            if [ -e "$folder" ]; then stat -c %d "$folder"; fi
        done
        """;

    // A missing folder gets its spare back; where the spare went with the other side, a fresh one will do, for it was empty.
    private const string Repair = Begin + """
        for folder in "$a" "$b"; do
            if [ ! -e "$folder" ] && [ -d "$folder.hopguard" ]; then mv "$folder.hopguard" "$folder"; fi
            if [ ! -e "$folder" ]; then mkdir "$folder"; fi
            if [ -d "$folder.hopguard" ]; then rmdir "$folder.hopguard"; fi
        done
        sync
        """ + End;

    // rmdir refuses what is not empty, so the target's content cannot be lost; the second mv is the moment that decides. Where not everything is as it should be
    // before a move, this only looks.
    private const string Move = Begin + """
        now="$(holds "$a") $(holds "$b") $(holds "$a.hopguard") $(holds "$b.hopguard")"
        places="$(for folder in "${a%/*}" "${b%/*}" "$a" "$b"; do if [ -e "$folder" ]; then stat -c %d "$folder"; fi; done | sort -u | wc -l)"
        if [ "$now" = "full empty missing missing" ] && [ "$places" -eq 1 ]; then
            mkdir "$a.hopguard"
            chown "$(stat -c %u:%g "$a")" "$a.hopguard"
            chmod "$(stat -c %a "$a")" "$a.hopguard"
            rmdir "$b"
            mv "$a" "$b"
            mv "$a.hopguard" "$a"
            sync
        fi
        """ + End;

    /// <summary>Looks; null where folders cannot be renamed because the volumes are no plain local ones, or not in one folder on one file system.</summary>
    public Task<VolumeMoveState?> FindStateAsync(VolumePair pair, CancellationToken cancellationToken) => LookAsync(Begin + End, pair, cancellationToken);

    /// <summary>Brings both volumes out of an interrupted move, to before or after it, whichever it was nearer to.</summary>
    public async Task<VolumeMoveState> RepairAsync(VolumePair pair, CancellationToken cancellationToken) => StateOf(await RunAsync(Repair, pair, cancellationToken));

    /// <summary>Moves where nothing is moved yet, and says how things are afterwards; null as for <see cref="FindStateAsync"/>.</summary>
    public Task<VolumeMoveState?> MoveAsync(VolumePair pair, CancellationToken cancellationToken) => LookAsync(Move, pair, cancellationToken);

    private async Task<VolumeMoveState?> LookAsync(string script, VolumePair pair, CancellationToken cancellationToken)
    {
        if (FolderOf(pair.Source) is null || FolderOf(pair.Target) is null || (pair.Source.BoundFolder is null) != (pair.Target.BoundFolder is null))
            return null;

        var lines = await RunAsync(script, pair, cancellationToken);
        var isOneFileSystem = lines.Skip(1).Distinct(StringComparer.Ordinal).Count() == 1;
        return isOneFileSystem && !lines[0].Contains("odd", StringComparison.Ordinal) ? StateOf(lines) : null;
    }

    private static VolumeMoveState StateOf(string[] lines) => lines[0].Split(' ') switch
    {
        ["missing", ..] or [_, "missing", ..] => VolumeMoveState.Half,
        [.., "empty" or "full", _] or [.., "empty" or "full"] => VolumeMoveState.Half,
        ["full", "full", ..] => VolumeMoveState.BothHold,
        ["full", "empty", ..] => VolumeMoveState.NotMoved,
        _ => VolumeMoveState.Moved,
    };

    /// <summary>Whether a volume's content can be moved by renaming its folder, when the other volume is such a one too.</summary>
    public static bool IsPlain(VolumeState? volume) => volume is not null && FolderOf(volume) is not null;

    private static string? FolderOf(VolumeState volume) => volume switch
    {
        { BoundFolder: { } folder } => folder.TrimEnd('/'),
        { Driver: "local", Options.Count: 0 } when volume.Folder.TrimEnd('/').EndsWith("/" + Plain, StringComparison.Ordinal) => volume.Folder.TrimEnd('/'),
        _ => null,
    };

    // The nearest folder that holds both: the engine's folder of volumes, or a folder of the host.
    private static string RootOf(string one, string other)
    {
        var root = Path.GetDirectoryName(one)!;
        while (root != "/" && !other.StartsWith(root + "/", StringComparison.Ordinal))
            root = Path.GetDirectoryName(root)!;

        return root;
    }

    // A path holds what names of containers may not.
    private static string AsName(string volume) => string.Concat(volume.Trim('/').Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' ? character : '_'));

    private async Task<string[]> RunAsync(string script, VolumePair pair, CancellationToken cancellationToken)
    {
        // A helper of a killed process that is still at it would rename under our hands: its name is always the same, so it can be killed first.
        var names = new[] { pair.Source.Name, pair.Target.Name }.Select(AsName).Order(StringComparer.Ordinal);
        var (source, target) = (FolderOf(pair.Source)!, FolderOf(pair.Target)!);
        var root = RootOf(source, target);
        var spec = new ContainerSpec
        {
            Name = $"hopguard-move-{string.Join('-', names)}",
            Image = pair.Image.Id,
            Owner = pair.Image.Owner,
            Entrypoint = ["sh", "-c", script, "hopguard", Path.GetRelativePath(root, source), Path.GetRelativePath(root, target)],
            Command = [],
            User = "0:0",
            Network = ContainerSpec.NoNetwork,
            Mounts = [new ContainerMount("bind", root, Mounted, ReadOnly: false)],
        };
        await engine.RemoveContainerAsync(spec.Name, cancellationToken);
        var result = await engine.RunAsync(spec, onLine: null, cancellationToken);
        return result.ExitCode == 0
            ? result.Output.Split('\n')
            : throw new HopguardException(
                $"The folders of volumes '{pair.Source.Name}' and '{pair.Target.Name}' cannot be handled: {result.Error.Trim()}", "Run the same command again, or roll back");
    }
}
