using System.Buffers.Binary;

namespace Hopguard.Postgres.Tests.Fingerprints;

/// <summary>Writes what a server sends for COPY in binary format.</summary>
internal static class CopyStream
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    public static byte[] Of(IEnumerable<byte[]?[]> rows) => [.. Header, .. rows.SelectMany(Row), 0xff, 0xff];

    private static IEnumerable<byte> Row(byte[]?[] fields) =>
        [.. Number16(fields.Length), .. fields.SelectMany(field => field is null ? Number32(-1) : [.. Number32(field.Length), .. field])];

    private static byte[] Number16(int number)
    {
        var bytes = new byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)number);
        return bytes;
    }

    private static byte[] Number32(int number)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}

/// <summary>A stream that hands out few bytes at a time, as a network does.</summary>
internal sealed class DrippingStream(byte[] content, int drop) : MemoryStream(content)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, drop)]);
}
