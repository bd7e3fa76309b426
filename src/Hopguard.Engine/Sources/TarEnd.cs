namespace Hopguard.Engine.Sources;

/// <summary>
/// Watches whether a tar stream ends with its end mark, a block of zeros. <see cref="System.Formats.Tar.TarReader"/> takes a stream that was cut between two
/// entries for complete.
/// </summary>
internal sealed class TarEnd(Stream inner) : Stream
{
    private const int BlockSize = 512;
    private long _length;
    private long _zeros;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what is left.</summary>
    /// <exception cref="EndOfStreamException">The stream was cut.</exception>
    public async Task RequireEndAsync(CancellationToken cancellationToken)
    {
        var rest = new byte[1 << 16];
        while (await ReadAsync(rest, cancellationToken) > 0)
        {
            // Only what it ends with matters.
        }

        if (_zeros < BlockSize || _length % BlockSize != 0)
            throw new EndOfStreamException("it was cut before its end");
    }

    public override int Read(byte[] buffer, int offset, int count) => Watch(buffer.AsSpan(offset, inner.Read(buffer, offset, count)));

    public override int Read(Span<byte> buffer) => Watch(buffer[..inner.Read(buffer)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Watch(buffer[..await inner.ReadAsync(buffer, cancellationToken)].Span);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();

        base.Dispose(disposing);
    }

    private int Watch(ReadOnlySpan<byte> read)
    {
        _length += read.Length;
        var last = read.LastIndexOfAnyExcept((byte)0);
        _zeros = last < 0 ? _zeros + read.Length : read.Length - last - 1;
        return read.Length;
    }
}
