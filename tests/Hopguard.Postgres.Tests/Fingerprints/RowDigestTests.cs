using FsCheck;
using FsCheck.Fluent;
using Hopguard.Postgres.Fingerprints;

namespace Hopguard.Postgres.Tests.Fingerprints;

public sealed class RowDigestTests
{
    private static readonly Gen<byte[]?> Field = Gen.Frequency((1, Gen.Constant<byte[]?>(null)), (5, ArbMap.Default.GeneratorFor<byte[]>().Select(field => (byte[]?)field)));
    private static readonly Gen<byte[]?[][]> Rows = Gen.NonEmptyListOf(Field.ArrayOf()).Select(rows => rows.ToArray());

    [Fact]
    public void Order_of_rows_never_matters() =>
        Prop.ForAll(Rows.ToArbitrary(), rows => Digest(Shuffled(rows)) == Digest(rows)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_byte_is_seen() =>
        Prop.ForAll(Rows.ToArbitrary(), rows => Digest([.. rows.Skip(1), Changed(rows[0])]) != Digest(rows)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_that_is_there_twice_is_seen_even_when_another_is_gone() =>
        Prop.ForAll(Rows.Where(rows => rows.Length > 1 && !Same(rows[0], rows[1])).ToArbitrary(), rows => Digest([rows[0], .. rows.Skip(2), rows[0]]) != Digest(rows))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_twice_is_not_a_row_that_is_not_there() =>
        Prop.ForAll(Rows.ToArbitrary(), rows => Digest([.. rows, rows[0], rows[0]]) != Digest(rows)).QuickCheckThrowOnFailure();

    [Fact]
    public void Null_is_not_the_empty_value() => Digest([[null, []]]).Should().NotBe(Digest([[[], null]]));

    [Fact]
    public void A_value_does_not_flow_into_its_neighbour() => Digest([[[1], [2, 3]]]).Should().NotBe(Digest([[[1, 2], [3]]]));

    [Fact]
    public void How_the_network_cuts_the_stream_never_matters() => Prop.ForAll(
        Rows.ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (rows, drop) => Digest(rows, drop) == Digest(rows)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_longer_than_the_buffer_is_one_row() => Digest([[new byte[1_000_000]], [[1]]]).Rows.Should().Be(2);

    [Fact]
    public void A_stream_without_its_end_mark_is_refused()
    {
        var cut = CopyStream.Of([[[1, 2, 3]]])[..^2];

        Assert.Throws<InvalidDataException>(() => Digest(new MemoryStream(cut)));
    }

    private static RowDigest Digest(IEnumerable<byte[]?[]> rows, int drop = int.MaxValue) =>
        Digest(new DrippingStream(CopyStream.Of(rows), drop));

    private static RowDigest Digest(Stream stream)
    {
        var sum = new RowDigestSum();
        var tuples = new CopyTuples(stream);
        while (tuples.Read())
            sum.Add(tuples.Current.Span);

        return sum.ToDigest();
    }

    private static byte[]?[][] Shuffled(byte[]?[][] rows)
    {
        var shuffled = rows.ToArray();
        new Random(shuffled.Length).Shuffle(shuffled);
        return shuffled;
    }

    private static byte[]?[] Changed(byte[]?[] row)
    {
        var at = Array.FindIndex(row, field => field is { Length: > 0 });
        if (at < 0)
            return [.. row, [7]];

        var changed = row.ToArray();
        changed[at] = [(byte)(row[at]![0] ^ 1), .. row[at]![1..]];
        return changed;
    }

    private static bool Same(byte[]?[] left, byte[]?[] right) =>
        left.Length == right.Length && left.Zip(right).All(pair => pair.First is null ? pair.Second is null : pair.Second is not null && pair.First.SequenceEqual(pair.Second));
}
