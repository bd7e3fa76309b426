using Docker.DotNet.Handler.Abstractions;

namespace Hopguard.Docker.Connection;

/// <summary>
/// What is read from an engine, or for it. A limit hears of each read and may end it. Of the library's kind for connections that are attached to: its own has no asynchronous read, so
/// that each container that is waited for would cost a thread. The input of such a container is held open, never written, and ends with the connection.
/// </summary>
internal sealed class WatchedStream(Stream inner, SilenceLimit? limit = null) : WriteClosableStream
{
    public override bool CanCloseWrite => false;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (limit is null)
            return await inner.ReadAsync(buffer, cancellationToken);

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var read = await inner.ReadAsync(buffer, both.Token);
        limit.Heard();
        return read;
    }

    public override void CloseWrite() => throw new NotSupportedException();

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
}
