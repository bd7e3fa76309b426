using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Hopguard.Kubernetes.Commands;

/// <summary>Reads what a command in a pod writes: each message names its channel in the first byte, and the last one says how the command ended.</summary>
internal sealed class ExecChannel(WebSocket socket, Action<string> onLine)
{
    private const byte StandardOutput = 1;
    private const byte StandardError = 2;
    private const byte Status = 3;

    private readonly TextTail _output = new(onLine);
    private readonly TextTail _error = new(onLine);
    private readonly MemoryStream _status = new();

    /// <summary>The end of what the command wrote.</summary>
    public string Output => _output.Text;

    /// <summary>The end of what the command wrote as errors.</summary>
    public string Error => _error.Text;

    /// <summary>Reads to the end. Null where the connection ended before the command did, as far as is known.</summary>
    /// <returns>The code that the command ended with, or why it could not be run.</returns>
    public async Task<ExecEnd?> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        byte channel = 0;
        var isFirst = true;
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                break;

            var from = 0;
            if (isFirst && received.Count > 0)
                (channel, from) = (buffer[0], 1);
            Take(channel, buffer.AsSpan(from, received.Count - from));
            isFirst = received.EndOfMessage;
        }

        _output.End();
        _error.End();
        return ExecEnd.Read(_status.ToArray());
    }

    private void Take(byte channel, ReadOnlySpan<byte> bytes)
    {
        switch (channel)
        {
            case StandardOutput:
                _output.Take(bytes);
                break;
            case StandardError:
                _error.Take(bytes);
                break;
            case Status:
                _status.Write(bytes);
                break;
        }
    }
}

/// <summary>How a command in a pod ended.</summary>
/// <param name="ExitCode">The code; null where it could not be run.</param>
/// <param name="Trouble">Why it could not be run; null where it was.</param>
internal sealed record ExecEnd(int? ExitCode, string? Trouble)
{
    /// <summary>Reads the status that the cluster sends at the end; null where it sent none.</summary>
    public static ExecEnd? Read(byte[] status)
    {
        if (status.Length == 0)
            return null;

        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(status));
        var root = json.RootElement;
        if (root.GetProperty("status").GetString() == "Success")
            return new ExecEnd(0, null);

        var causes = root.TryGetProperty("details", out var details) && details.TryGetProperty("causes", out var list) ? list.EnumerateArray().ToList() : [];
        var code = causes.Where(cause => cause.TryGetProperty("reason", out var reason) && reason.GetString() == "ExitCode").Select(cause => cause.GetProperty("message").GetString()).FirstOrDefault();
        return int.TryParse(code, System.Globalization.CultureInfo.InvariantCulture, out var number) ? new ExecEnd(number, null)
            : new ExecEnd(null, root.TryGetProperty("message", out var message) ? message.GetString() : "no reason given");
    }
}
