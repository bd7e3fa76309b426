using System.Globalization;
using System.Text;
using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Reading;

/// <summary>Looks at a file's text before YAML does: what passes is small, and lines and columns mean the same to everybody.</summary>
internal static class TextGate
{
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>Compose files are a vendor's, who may comment at length.</summary>
    public const int MaximumComposeBytes = 2 * MaximumBytes;

    private static readonly Message TooLarge = new(
        "The file is larger than 1 MiB; a plan is a page of text, split what is more",
        "ファイルが 1 MiB を超えています。プランは 1 ページほどの文章です。分割してください");

    private static readonly Message ComposeTooLarge = new(
        "The file is larger than 2 MiB; no compose file needs that, split it",
        "ファイルが 2 MiB を超えています。compose ファイルにそこまでの量は要りません。分割してください");

    /// <summary>Refuses what is no text of a plan or, of a compose file, what is no text to compose.</summary>
    public static void Check(string path, string text, bool isCompose)
    {
        // The length in UTF-16 units bounds the bytes from below, so that a huge file is refused without being walked.
        var most = isCompose ? MaximumComposeBytes : MaximumBytes;
        if (text.Length > most || Encoding.UTF8.GetByteCount(text) > most)
            throw new Refusal(SyntaxRules.ForbiddenYaml, At(path, text, 0), isCompose ? ComposeTooLarge : TooLarge);

        for (var i = 0; i < text.Length; i++)
        {
            // Nearly every character of a plan is one of these, and the first plans of a process are read by code that is not optimized yet.
            if (text[i] is (>= ' ' and < '\u007F') or '\n')
                continue;

            // Compose takes tabs, and ends lines where few others do; the parser does the same, also in comments.
            if (isCompose && text[i] is '\t' or '\u0085' or '\u2028' or '\u2029')
                continue;

            if (Problem(text[i]) is { } problem)
                throw new Refusal(SyntaxRules.MalformedYaml, At(path, text, i), problem);
        }
    }

    private static Message? Problem(char character) => character switch
    {
        '\n' or '\r' => default(Message?),
        '\t' => new(
            "A tab stands here, which YAML and editors count differently; use blanks",
            "ここにタブがあります。YAML とエディターで数え方が違うため、空白を使ってください"),
        '\uFFFD' => new("Bytes that are not UTF-8 stand here; save the file as UTF-8", "ここに UTF-8 ではないバイトがあります。UTF-8 で保存してください"),
        '\u0085' or '\u2028' or '\u2029' => new(
            "A line separator that only some programs know stands here; end lines with a line feed",
            "ここに一部のプログラムしか認識しない行区切りがあります。行末は改行 (LF) にしてください"),
        '\uFEFF' => new(
            "A byte-order mark stands here; save the file as UTF-8 without one",
            "ここにバイト順マークがあります。BOM なしの UTF-8 で保存してください"),
        < ' ' or '\u007F' => Control(((int)character).ToString("X4", CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static Message Control(string code) =>
        new($"The control character U+{code} stands here; remove it", $"ここに制御文字 U+{code} があります。取り除いてください");

    /// <summary>The place of one character, or of the text's end.</summary>
    public static SourcePlace At(string path, string text, int index)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < index; i++)
        {
            if (text[i] is '\n' or '\u0085' or '\u2028' or '\u2029' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
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
