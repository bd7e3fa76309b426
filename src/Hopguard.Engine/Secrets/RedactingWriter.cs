using System.Text;

namespace Hopguard.Engine.Secrets;

/// <summary>A writer that takes secrets out of what passes: the console of the program, whoever writes to it.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="redactor">What knows the secrets.</param>
public sealed class RedactingWriter(TextWriter inner, Redactor redactor) : TextWriter
{
    /// <summary>Whether what cannot be written is left out, because what is told of matters more than that it is: a run whose output goes to a disk that is full. Else it is an error.</summary>
    public Func<bool> MayBeMissing { get; set; } = static () => false;

    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc />
    public override void Write(string? value)
    {
        if (value is not null)
            Try(() => inner.Write(redactor.Redact(value)));
    }

    /// <inheritdoc />
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value is null ? null : redactor.Redact(value)));

    /// <inheritdoc />
    public override Task WriteAsync(string? value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException) when (MayBeMissing())
        {
        }
    }
}
