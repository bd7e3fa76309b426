using System.Globalization;
using System.Text;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>Looks at a file's text before YAML does: what passes is small, and lines and columns mean the same to everybody.</summary>
internal static class TextGate
{
    public const int MaximumBytes = 1024 * 1024;

    public static void Check(string path, string text)
    {
        // The length in UTF-16 units bounds the bytes from below, so that a huge file is refused without being walked.
        if (text.Length > MaximumBytes || Encoding.UTF8.GetByteCount(text) > MaximumBytes)
            throw new Refusal(SyntaxRules.ForbiddenYaml, At(path, text, 0), "The file is larger than 1 MiB; a plan is a page of text, split what is more");

        for (var i = 0; i < text.Length; i++)
        {
            var problem = Problem(text[i]);
            if (problem is not null)
                throw new Refusal(SyntaxRules.MalformedYaml, At(path, text, i), problem);
        }
    }

    private static string? Problem(char character) => character switch
    {
        '\n' or '\r' => null,
        '\t' => "A tab stands here, which YAML and editors count differently; use blanks",
        '\uFFFD' => "Bytes that are not UTF-8 stand here; save the file as UTF-8",
        '\u0085' or '\u2028' or '\u2029' => "A line separator that only some programs know stands here; end lines with a line feed",
        '\uFEFF' => "A byte-order mark stands here; save the file as UTF-8 without one",
        < ' ' or '\u007F' => string.Format(CultureInfo.InvariantCulture, "The control character U+{0:X4} stands here; remove it", (int)character),
        _ => null,
    };

    /// <summary>The place of one character, or of the text's end.</summary>
    public static SourcePlace At(string path, string text, int index)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < index; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        var column = index - lineStart + 1;
        var length = index < text.Length ? 1 : 0;
        return new SourcePlace(path, index, length, line, column, line, column + length);
    }
}
