namespace Hopguard.Engine.Sources;

/// <summary>
/// Passes a tar stream on and remembers its end: a whole archive ends with blocks of zeros, which <see cref="System.Formats.Tar.TarReader"/> does not insist on. A
/// stream that was cut between two entries would be taken for complete.
/// </summary>
/// <param name="inner">The stream, which stays open.</param>
/// <param name="blocks">How many blocks of zeros the mark has: two by the standard, and archives of others end with one at times.</param>
public sealed class TarEndStream(Stream inner, int blocks = 2) : PassingStream
{
    private const int BlockLength = 512;
    private long _zeros;
    private long _count;

    /// <summary>Whether the bytes so far are whole blocks and end with the mark.</summary>
    public bool HasEndMark => _zeros >= blocks * BlockLength && _count % BlockLength == 0;

    /// <summary>Reads the rest, which a reader leaves when it has seen the mark.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => CopyToAsync(Null, cancellationToken);

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return read;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
        return read;
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        var last = bytes.LastIndexOfAnyExcept((byte)0);
        _zeros = last < 0 ? _zeros + bytes.Length : bytes.Length - last - 1;
    }
}
