using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Outputs;

/// <summary>Brings what a call found out to everybody who waits for it, where it has a text and one other form.</summary>
internal static class ToldForm
{
    /// <summary>Tells it in the form that <c>--format</c> asks for. Where <c>--output</c> names a file, that receives it, and the log shows the text all the same.</summary>
    /// <param name="options">The options.</param>
    /// <param name="log">The log.</param>
    /// <param name="text">The text.</param>
    /// <param name="otherFormat">The other form's name.</param>
    /// <param name="other">What it is like in that form.</param>
    public static void Tell(OptionValues options, TextWriter log, IReadOnlyList<string> text, string otherFormat, Func<string> other)
    {
        IReadOnlyList<string> wanted = options.Is(OptionCatalogue.Format, otherFormat) ? [other()] : text;
        if (options.Text(OptionCatalogue.Output) is { } file)
        {
            OutputFile.Write(file, string.Join('\n', wanted) + "\n");
            wanted = text;
        }

        Write(log, wanted);
    }

    /// <summary>Writes lines.</summary>
    public static void Write(TextWriter log, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            log.WriteLine(line);
    }
}
