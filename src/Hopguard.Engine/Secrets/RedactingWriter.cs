using System.Text;

namespace Hopguard.Engine.Secrets;

/// <summary>A writer that takes secrets out of what passes: the console of the program, whoever writes to it.</summary>
/// <param name="inner">Where it goes.</param>
/// <param name="redactor">What knows the secrets.</param>
public sealed class RedactingWriter(TextWriter inner, Redactor redactor) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => inner.Write(value);

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc />
    public override void Write(string? value)
    {
        if (value is not null)
            inner.Write(redactor.Redact(value));
    }

    /// <inheritdoc />
    public override void WriteLine(string? value) => inner.WriteLine(value is null ? null : redactor.Redact(value));

    /// <inheritdoc />
    public override Task WriteAsync(string? value) => value is null ? Task.CompletedTask : inner.WriteAsync(redactor.Redact(value));

    /// <inheritdoc />
    public override Task WriteLineAsync(string? value) => inner.WriteLineAsync(value is null ? null : redactor.Redact(value));

    /// <inheritdoc />
    public override void Flush() => inner.Flush();
}
