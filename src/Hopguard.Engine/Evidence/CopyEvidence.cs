namespace Hopguard.Engine.Evidence;

/// <summary>What is known about a copy of one or several stores: kept as JSON with the run.</summary>
public sealed record CopyEvidence
{
    /// <summary>The copy's name in the plan.</summary>
    public required string Name { get; init; }

    /// <summary>How it was made: <see cref="Dump"/> or <see cref="Archive"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The stores it holds.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    /// <summary>When the copy began; a writer that started later has made it stale.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>The absolute path of the folder that holds its files.</summary>
    public required string Folder { get; init; }

    /// <summary>Its files with size and hash.</summary>
    public required IReadOnlyList<CopyFile> Files { get; init; }

    /// <summary>Stores that were read before the copy began, and proved to hold the same when it did.</summary>
    public IReadOnlyList<EarlyReading> ReadEarly { get; init; } = [];

    /// <summary>Whether it comes from a backup of an earlier run: it is what its stores are to hold, and not what they held.</summary>
    public bool IsGiven { get; init; }

    /// <summary>How it was verified; null as long as it was not.</summary>
    public CopyVerification? Verification { get; init; }

    /// <summary>What was found wrong with its files when they were read last; null as long as they were as recorded.</summary>
    public CopyDamage? Damage { get; init; }

    /// <summary>Bytes of all files.</summary>
    public long Size => Files.Sum(file => file.Size);

    /// <summary>The kind of a PostgreSQL dump in directory format.</summary>
    public const string Dump = "postgresql-dump";

    /// <summary>The kind of an archive of volumes.</summary>
    public const string Archive = "volume-archive";
}

/// <summary>One file of a copy.</summary>
/// <param name="Path">Relative to the copy's folder, with forward slashes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record CopyFile(string Path, long Size, string Sha256);

/// <summary>That files of a copy are not what was recorded any more.</summary>
/// <param name="At">When that was found first.</param>
/// <param name="What">Which file, and what is wrong with it.</param>
public sealed record CopyDamage(DateTimeOffset At, string What);

/// <summary>How a copy was proved.</summary>
/// <param name="By">The trial, or <c>read-back</c>.</param>
/// <param name="At">When.</param>
/// <param name="Summary">What was compared, in one line with numbers.</param>
public sealed record CopyVerification(string By, DateTimeOffset At, string Summary);
