namespace Hopguard.Engine.Sources;

/// <summary>
/// Passes a tar stream on and remembers its end: a whole archive ends with blocks of zeros, which <see cref="System.Formats.Tar.TarReader"/> does not insist on. A
/// stream that was cut between two entries would be taken for complete.
/// </summary>
/// <param name="inner">The stream, which stays open.</param>
/// <param name="blocks">How many blocks of zeros the mark has: two by the standard, and archives of others end with one at times.</param>
public sealed class TarEndStream(Stream inner, int blocks = 2) : Stream
{
    private const int BlockLength = 512;
    private long _zeros;
    private long _count;

    /// <summary>Whether the bytes so far are whole blocks and end with the mark.</summary>
    public bool HasEndMark => _zeros >= blocks * BlockLength && _count % BlockLength == 0;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Count(buffer.AsSpan(offset, read));
        return read;
    }

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Count(ReadOnlySpan<byte> bytes)
    {
        _count += bytes.Length;
        var last = bytes.LastIndexOfAnyExcept((byte)0);
        _zeros = last < 0 ? _zeros + bytes.Length : bytes.Length - last - 1;
    }
}
