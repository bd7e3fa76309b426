using System.Buffers.Binary;
using System.Globalization;
using Hopguard.Engine;

namespace Hopguard.Postgres.Stopping;

/// <summary>What <c>global/pg_control</c> of a cluster says: the file that a server writes last when it stops, and first when it starts.</summary>
/// <param name="SystemIdentifier">What <c>initdb</c> gave the cluster.</param>
/// <param name="IsShutDown">Whether the server was shut down cleanly and was not started since.</param>
/// <param name="Checkpoint">Position of the last checkpoint in the write-ahead log, such as <c>0/16D68D0</c>; every stop writes one.</param>
/// <param name="NextTransaction">The next transaction id, epoch included, as of that checkpoint: whatever changes content takes one.</param>
public sealed record ControlFile(string SystemIdentifier, bool IsShutDown, string Checkpoint, ulong NextTransaction)
{
    /// <summary>How many bytes of the file have to be read.</summary>
    public const int Length = 128;

    private const int ShutDown = 1;
    private const uint VersionOf10 = 1002;
    private const uint VersionOf12 = 1201;
    private const uint LastVersion = 1899;

    /// <summary>Reads the beginning of the file, as servers from 10 on write it on little-endian machines.</summary>
    /// <exception cref="HopguardException">The bytes are those of no such file.</exception>
    public static ControlFile Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) is var version && version is < VersionOf10 or > LastVersion)
            throw new HopguardException("File 'global/pg_control' of the cluster is none that is known here", "PostgreSQL 10 to 18 on a little-endian machine are supported");

        // Until 10 the position of the checkpoint before stood between.
        var copy = bytes[(version == VersionOf10 ? 48 : 40)..];
        var isShutDown = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]) == ShutDown;
        var checkpoint = BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]);

        // The checkpoint of a stop has nothing to redo: that it says so proves that the layout is the one that was expected.
        if (isShutDown && BinaryPrimitives.ReadUInt64LittleEndian(copy) != checkpoint)
            throw new HopguardException($"File 'global/pg_control' of the cluster has a layout that is not known here (version {version})", "Use a newer Hopguard");

        var next = version < VersionOf12
            ? ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(copy[20..]) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(copy[24..])
            : BinaryPrimitives.ReadUInt64LittleEndian(copy[24..]);
        return new ControlFile(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes).ToString(CultureInfo.InvariantCulture), isShutDown, string.Create(CultureInfo.InvariantCulture, $"{checkpoint >> 32:X}/{(uint)checkpoint:X}"), next);
    }
}
