using System.Security.Cryptography;
using Hopguard.Engine.Sources;

namespace Hopguard.Docker.Volumes;

/// <summary>Reads from one stream, and writes and hashes all that passes.</summary>
internal sealed class RecordingStream(Stream inner, Stream record, Action<long> onBytes) : PassingStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes that have passed.</summary>
    public long Count { get; private set; }

    /// <summary>SHA-256 of what has passed, in lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        await record.WriteAsync(buffer[..read], cancellationToken);
        Count += read;
        onBytes(Count);
        return read;
    }

    // Readers of this project are asynchronous; a synchronous one would bypass the record.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}
