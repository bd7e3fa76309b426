using System.Text;

namespace Hopguard.Kubernetes.Commands;

/// <summary>The last of what a command writes, and every line of it as it comes.</summary>
internal sealed class TextTail(Action<string> onLine)
{
    private const int MostKept = 16 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _kept = new();
    private readonly StringBuilder _line = new();

    /// <summary>The end of the text.</summary>
    public string Text => _kept.ToString();

    /// <summary>Takes what came.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var chars = new char[_decoder.GetCharCount(bytes, flush: false)];
        _decoder.GetChars(bytes, chars, flush: false);
        foreach (var one in chars)
            Take(one);

        if (_kept.Length > MostKept)
            _kept.Remove(0, _kept.Length - MostKept);
    }

    /// <summary>Tells what stands behind the last line break.</summary>
    public void End()
    {
        if (_line.Length > 0)
            Take('\n');
    }

    private void Take(char one)
    {
        _kept.Append(one);
        if (one != '\n')
        {
            // A progress bar is one line without end.
            if (_line.Length < MostKept)
                _line.Append(one);
            return;
        }

        onLine(_line.ToString().TrimEnd('\r'));
        _line.Clear();
    }
}
