using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// Content of a set of rows whatever their order: their number, and the sum modulo 2^128 of a 128-bit hash of each. A sum, unlike an exclusive or, sees a
/// row that is there twice. The hash is XXH128: it finds what went wrong by itself, as a sum of any hash would, and is no proof against somebody who forges rows. A call of
/// SHA-256 for each row took longer than the server needs to send it, while the application is down.
/// </summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Digest">The sum, as 32 hexadecimal digits.</param>
public sealed record RowDigest(long Rows, string Digest)
{
    /// <summary>No rows.</summary>
    [JsonIgnore]
    public static RowDigest Empty { get; } = new RowDigestSum().ToDigest();
}

/// <summary>A <see cref="RowDigest"/> that grows row by row.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct RowDigestSum
{
    private UInt128 _sum;
    private long _rows;

    /// <summary>Adds one row.</summary>
    public void Add(ReadOnlySpan<byte> row)
    {
        AddHash(row);
        _rows++;
    }

    /// <summary>Adds a part of something that is counted elsewhere.</summary>
    public void AddHash(ReadOnlySpan<byte> part) => _sum += XxHash128.HashToUInt128(part);

    /// <summary>The digest so far.</summary>
    public readonly RowDigest ToDigest() => new(_rows, _sum.ToString("x32", CultureInfo.InvariantCulture));

    /// <summary>The digest so far, for a number of things known to the caller.</summary>
    public readonly RowDigest ToDigest(long rows) => ToDigest() with { Rows = rows };
}
