using Docker.DotNet;

namespace Hopguard.Docker.Containers;

/// <summary>What a container writes: keeps the end of each stream and hands out lines. With a terminal there is one stream only.</summary>
internal sealed class ToolOutput
{
    private const int BufferSize = 64 * 1024;
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

    public async Task ReadAsync(MultiplexedStream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (await stream.ReadOutputAsync(buffer, 0, BufferSize, cancellationToken) is { EOF: false } part)
            (part.Target == MultiplexedStream.TargetStream.StandardError ? _error : _output).Append(buffer.AsSpan(0, part.Count));

        _output.Finish();
        _error.Finish();
    }

    private void Pass(string line, Action<string>? onLine)
    {
        _both.AppendLine(line);
        onLine?.Invoke(line);
    }
}
