using System.Buffers;
using System.Buffers.Binary;

namespace Hopguard.Docker.Containers;

/// <summary>
/// Takes apart what a container writes: frames of eight bytes (stream, length) and content, as the engine sends them where there is no terminal.
/// Keeps the end of each stream and hands out lines.
/// </summary>
internal sealed class ToolOutput
{
    private const int HeaderLength = 8;
    private const byte ErrorStream = 2;
    private readonly LineTail _output;
    private readonly LineTail _error;
    private readonly LineTail _both;

    public ToolOutput(Action<string>? onLine)
    {
        _both = new LineTail(onLine: null);
        _output = new LineTail(line => Pass(line, onLine));
        _error = new LineTail(line => Pass(line, onLine));
    }

    public string Output => _output.Text;

    public string Error => _error.Text;

    /// <summary>Both streams, line by line in the order in which they came.</summary>
    public string Both => _both.Text;

    public async Task ReadFramesAsync(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) == HeaderLength)
            {
                var tail = header[0] == ErrorStream ? _error : _output;
                await ReadFrameAsync(stream, BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)), tail, buffer, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        _output.Finish();
        _error.Finish();
    }

    /// <summary>Reads what a container with a terminal wrote: no frames, one stream.</summary>
    public async Task ReadPlainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            _output.Append(buffer.AsSpan(0, read));

        _output.Finish();
    }

    private static async Task ReadFrameAsync(Stream stream, uint length, LineTail tail, byte[] buffer, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(length, buffer.Length)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("The engine's stream ended within a frame");

            tail.Append(buffer.AsSpan(0, read));
            length -= (uint)read;
        }
    }

    private void Pass(string line, Action<string>? onLine)
    {
        _both.AppendLine(line);
        onLine?.Invoke(line);
    }
}
