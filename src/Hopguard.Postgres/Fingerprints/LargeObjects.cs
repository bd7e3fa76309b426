using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hopguard.Postgres.Connections;
using Npgsql;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// Digests the content of large objects from their pages. How holes and the last page are stored differs between an object that was written and one that was
/// restored, so a page counts without its trailing zeros, an empty page not at all, and the length of the object is counted on its own.
/// </summary>
internal static class LargeObjects
{
    private const string Pages = "COPY (SELECT loid, pageno, data FROM pg_largeobject) TO STDOUT (FORMAT binary)";
    private const string Count = "SELECT count(*) FROM pg_largeobject_metadata";
    private const string PageSize = "SELECT current_setting('block_size')::int / 4";

    /// <summary>Reads every page.</summary>
    public static async Task<RowDigest> DigestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var count = await connection.ScalarAsync<long>(Count, cancellationToken);
        if (count == 0)
            return RowDigest.Empty;

        var pageSize = await connection.ScalarAsync<int>(PageSize, cancellationToken);
        var sum = new RowDigestSum();
        var lengths = new Dictionary<uint, long>();
        await CopyOut.ReadAsync(connection, Pages, (page, _) => AddPage(page, pageSize, lengths, ref sum), cancellationToken);
        foreach (var (id, length) in lengths)
            AddLength(id, length, ref sum);

        return sum.ToDigest(count);
    }

    /// <summary>Reads who owns every large object and who may do what with it.</summary>
    public static async Task<RowDigest> DigestOwnersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var sum = new RowDigestSum();
        var owners = CatalogueQuery.LoadText("Catalogue/Rows/large-object-owners.sql");
        await CopyOut.ReadAsync(connection, $"COPY ({owners}) TO STDOUT (FORMAT binary)", (owner, _) => sum.Add(owner), cancellationToken);
        return sum.ToDigest();
    }

    private static void AddPage(ReadOnlySpan<byte> tuple, int pageSize, Dictionary<uint, long> lengths, ref RowDigestSum sum)
    {
        var id = BinaryPrimitives.ReadUInt32BigEndian(CopyTuples.Field(tuple, 0));
        var page = BinaryPrimitives.ReadInt32BigEndian(CopyTuples.Field(tuple, 1));
        var bytes = CopyTuples.Field(tuple, 2);
        ref var length = ref CollectionsMarshal.GetValueRefOrAddDefault(lengths, id, out _);
        length = Math.Max(length, ((long)page * pageSize) + bytes.Length);

        var content = bytes.TrimEnd((byte)0);
        if (content.IsEmpty)
            return;

        var part = new byte[sizeof(uint) + sizeof(int) + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(part, id);
        BinaryPrimitives.WriteInt32BigEndian(part.AsSpan(sizeof(uint)), page);
        content.CopyTo(part.AsSpan(sizeof(uint) + sizeof(int)));
        sum.AddHash(part);
    }

    private static void AddLength(uint id, long length, ref RowDigestSum sum)
    {
        Span<byte> part = stackalloc byte[sizeof(uint) + sizeof(long)];
        BinaryPrimitives.WriteUInt32BigEndian(part, id);
        BinaryPrimitives.WriteInt64BigEndian(part[sizeof(uint)..], length);
        sum.AddHash(part);
    }
}
