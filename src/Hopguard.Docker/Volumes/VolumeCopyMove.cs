using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Hopguard.Containers.Ports;
using Hopguard.Engine;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Volumes;

/// <summary>
/// Moves a volume's content by a copy, where folders cannot be renamed: the copy is put on disk, read back and compared before the source is emptied. How far it
/// came is remembered before each phase, so that what a killed attempt left behind is known for what it is.
/// </summary>
/// <param name="engine">The engine that has both volumes.</param>
/// <param name="helpers">Where helper containers run: the same engine.</param>
internal sealed class VolumeCopyMove(DockerEngine engine, IContainerEngine helpers)
{
    private const string Copying = "copying";
    private const string Emptying = "emptying";
    private const string Finished = "moved";
    private readonly VolumeShell _shell = new(helpers);

    public static bool HasBegun(VolumePair pair, StepMemory memory) => Phase(pair, memory) is not null || Phase(pair.Reversed, memory) is not null;

    public async Task MoveAsync(VolumePair pair, StepMemory memory, CancellationToken cancellationToken)
    {
        if (Phase(pair, memory) is null)
        {
            if (!await _shell.IsEmptyAsync(pair.Target.Name, pair.Image, cancellationToken))
                throw new HopguardException($"Volume '{pair.Target.Name}' is not empty, so the content of '{pair.Source.Name}' cannot be moved into it");

            Remember(pair, memory, Copying);
        }

        if (Phase(pair, memory) == Copying)
        {
            await CopyAsync(pair, cancellationToken);
            Remember(pair, memory, Emptying);
        }

        if (Phase(pair, memory) == Emptying)
        {
            await _shell.EmptyAsync(pair.Source.Name, pair.Image, cancellationToken);
            Remember(pair, memory, Finished);
        }
    }

    public async Task MoveBackAsync(VolumePair pair, StepMemory memory, CancellationToken cancellationToken)
    {
        switch (Phase(pair, memory))
        {
            case null:
                return;
            case Copying:
                // The source is whole; what the target holds is an unfinished copy of ours.
                await _shell.EmptyAsync(pair.Target.Name, pair.Image, cancellationToken);
                break;
            default:
                await MoveAsync(pair, memory, cancellationToken);
                await MoveAsync(pair.Reversed, memory, cancellationToken);
                break;
        }

        Remember(pair, memory, string.Empty);
        Remember(pair.Reversed, memory, string.Empty);
    }

    public async Task<VolumeMoveState> StateAsync(VolumePair pair, StepMemory memory, CancellationToken cancellationToken) => Phase(pair, memory) switch
    {
        Copying or Emptying => VolumeMoveState.Half,
        Finished => Phase(pair.Reversed, memory) is null ? VolumeMoveState.Moved : VolumeMoveState.Half,
        _ when await _shell.IsEmptyAsync(pair.Target.Name, pair.Image, cancellationToken) => VolumeMoveState.NotMoved,
        _ when await _shell.IsEmptyAsync(pair.Source.Name, pair.Image, cancellationToken) => VolumeMoveState.Moved,
        _ => VolumeMoveState.BothHold,
    };

    private static string KeyOf(VolumePair pair) => $"move {pair.Source.Name} > {pair.Target.Name}";

    private static string? Phase(VolumePair pair, StepMemory memory) => memory.Recall(KeyOf(pair)) is { Length: > 0 } phase ? phase : null;

    private static void Remember(VolumePair pair, StepMemory memory, string phase) => memory.Remember(KeyOf(pair), phase);

    private async Task CopyAsync(VolumePair pair, CancellationToken cancellationToken)
    {
        await _shell.EmptyAsync(pair.Target.Name, pair.Image, cancellationToken);
        var early = new List<ManifestEntry>();
        var source = await engine.ReadVolumeAsync(pair.Source.Name, pair.Image, (tar, token) => PourAsync(tar, pair, early, token), cancellationToken);
        await VolumeArchive.SetEarlyTimesAsync(_shell, pair.Target.Name, pair.Image, early, cancellationToken);

        // A power cut after the source was emptied would take what is in memory only, and a comparison with memory proves nothing of the disk.
        await _shell.FlushAsync(pair.Target.Name, pair.Image, cancellationToken);
        var target = await engine.ReadVolumeAsync(pair.Target.Name, pair.Image, (tar, token) => DigestAsync(tar, [], token), cancellationToken);
        if (source != target)
        {
            throw new HopguardException(
                $"The copy of volume '{pair.Source.Name}' in '{pair.Target.Name}' differs from it", "The source is untouched; look at the disk, then run the same command again");
        }
    }

    // One stream, two readers: the engine unpacks it while its manifest is taken.
    private async Task<string> PourAsync(Stream tar, VolumePair pair, List<ManifestEntry> early, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        await using var intoPipe = pipe.Writer.AsStream();
        await using var recording = new RecordingStream(tar, intoPipe, _ => { });
        var write = engine.WriteVolumeAsync(pair.Target.Name, pair.Image, pipe.Reader.AsStream(), cancellationToken);
        try
        {
            var digest = await DigestAsync(recording, early, cancellationToken);
            await pipe.Writer.CompleteAsync();
            await write;
            return digest;
        }
        catch (Exception trouble)
        {
            await pipe.Writer.CompleteAsync(trouble);
            await write.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    private static async Task<string> DigestAsync(Stream tar, List<ManifestEntry> early, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await TarManifest.ReadAsync(tar, Add, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(ManifestEntry entry)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(ManifestFile.LineOf(entry)));
            if (VolumeArchive.IsEarly(entry))
                early.Add(entry);
        }
    }
}
