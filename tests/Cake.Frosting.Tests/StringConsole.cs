using System.Globalization;
using Cake.Core;

namespace Cake.Frosting.Tests;

/// <summary>A console in memory.</summary>
internal sealed class StringConsole : IConsole
{
    public StringWriter Text { get; } = new(CultureInfo.InvariantCulture);

    public ConsoleColor ForegroundColor { get; set; }

    public ConsoleColor BackgroundColor { get; set; }

    public bool SupportAnsiEscapeCodes => false;

    public void Write(string format, params object[] arg) => Text.Write(format, arg);

    public void Write(string value) => Text.Write(value);

    public void WriteLine(string format, params object[] arg) => Text.WriteLine(format, arg);

    public void WriteLine(string value) => Text.WriteLine(value);

    public void WriteError(string format, params object[] arg) => Text.Write(format, arg);

    public void WriteError(string value) => Text.Write(value);

    public void WriteErrorLine(string format, params object[] arg) => Text.WriteLine(format, arg);

    public void WriteErrorLine(string value) => Text.WriteLine(value);

    public void ResetColor()
    {
    }
}
