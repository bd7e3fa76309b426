using System.Buffers.Binary;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// Splits the stream of <c>COPY … TO STDOUT (FORMAT binary)</c> into its tuples, by the layout that PostgreSQL's documentation of COPY gives: a header, then
/// per tuple a count of fields and per field a length (-1 for null) and its bytes, then a count of -1. It blocks the caller's thread: the server
/// sends a message for each row, and awaiting some millions of them took longer than hashing them.
/// </summary>
internal sealed class CopyTuples(Stream stream)
{
    private const int HeaderSize = 19;
    private byte[] _buffer = new byte[128 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes of tuples read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The current tuple: its count of fields, and each field with its length.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Moves to the next tuple; false behind the last.</summary>
    /// <exception cref="InvalidDataException">The stream ends within a tuple or before its end mark.</exception>
    public bool Read()
    {
        if (BytesRead == 0)
            SkipHeader();

        int length;
        while ((length = TupleLength(_buffer.AsSpan(_start, _end - _start))) < 0)
            Fill();

        if (length == 0)
            return false;

        Current = _buffer.AsMemory(_start, length);
        _start += length;
        BytesRead += length;
        return true;
    }

    /// <summary>The field at an index of the current tuple; empty for null.</summary>
    public static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> tuple, int index)
    {
        var at = sizeof(short);
        for (; index > 0; index--)
            at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(tuple[at..]));

        return tuple.Slice(at + sizeof(int), Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(tuple[at..])));
    }

    // -1 while the bytes do not hold a whole tuple; 0 for the end mark.
    private static int TupleLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short))
            return -1;

        var fields = BinaryPrimitives.ReadInt16BigEndian(bytes);
        if (fields == -1)
            return 0;

        var at = sizeof(short);
        for (; fields > 0; fields--)
        {
            if (bytes.Length - at < sizeof(int))
                return -1;

            at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
            if (at > bytes.Length)
                return -1;
        }

        return at;
    }

    private void SkipHeader()
    {
        while (_end - _start < HeaderSize)
            Fill();

        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + 15));
        _start += HeaderSize;
        while (_end - _start < extension)
            Fill();

        _start += extension;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min((long)_buffer.Length * 2, Array.MaxLength));

        var read = stream.Read(_buffer.AsSpan(_end));
        if (read == 0)
            throw new InvalidDataException("COPY ended before its end mark");

        _end += read;
    }
}
