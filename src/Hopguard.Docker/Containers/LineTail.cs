using System.Buffers;
using System.Text;

namespace Hopguard.Docker.Containers;

/// <summary>Cuts a stream of bytes into lines and keeps the last 64 KiB of them.</summary>
internal sealed class LineTail(Action<string>? onLine)
{
    private const int Kept = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Queue<string> _lines = new();
    private int _length;

    public string Text => string.Join('\n', _lines);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int end;
        while ((end = bytes.IndexOf((byte)'\n')) >= 0)
        {
            _line.Write(bytes[..end]);
            Finish(evenIfEmpty: true);
            bytes = bytes[(end + 1)..];
        }

        _line.Write(bytes);

        // A tool that never ends its line must not fill the memory.
        if (_line.WrittenCount >= Kept)
            Finish();
    }

    public void Finish() => Finish(evenIfEmpty: false);

    public void AppendLine(string line)
    {
        _lines.Enqueue(line);
        _length += line.Length + 1;
        while (_length > Kept && _lines.Count > 1)
            _length -= _lines.Dequeue().Length + 1;
    }

    private void Finish(bool evenIfEmpty)
    {
        if (_line.WrittenCount == 0 && !evenIfEmpty)
            return;

        var line = Encoding.UTF8.GetString(_line.WrittenSpan).TrimEnd('\r');
        _line.ResetWrittenCount();
        AppendLine(line);
        onLine?.Invoke(line);
    }
}
