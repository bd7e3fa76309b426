using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Evidence;

/// <summary>
/// That the part of an archive that holds one store was read while the application still served, and read back then. After the application was stopped, the stamps of every
/// entry of the store were compared with those from before the reading: where they were equal nobody wrote in between or since, and all else was read again.
/// </summary>
/// <param name="Store">The store.</param>
/// <param name="At">When the stamps were taken, right before the reading.</param>
/// <param name="Entries">Entries of the archive.</param>
/// <param name="Files">Its files.</param>
public sealed record EarlyReading(string Store, DateTimeOffset At, long Entries, IReadOnlyList<CopyFile> Files)
{
    /// <summary>What was read again after the stop, because it is new or its stamps had changed; the store's own folder is the empty path.</summary>
    public IReadOnlyList<ChangedPart> Changed { get; init; } = [];

    /// <summary>What readings stand for, as a clause.</summary>
    public static string Describe(IReadOnlyList<EarlyReading> readings) =>
        $"{Counts.Of(readings.Count, "volume")} while the application served, and after the stop {Counts.Of(readings.Sum(reading => reading.Changed.Count), "entry", "entries")} whose stamps had changed";
}

/// <summary>A part of a store that was written to.</summary>
/// <param name="Path">Relative to the store's folder.</param>
/// <param name="IsTree">Whether all that lies below belongs to it: a folder that is new.</param>
public sealed record ChangedPart(string Path, bool IsTree);
