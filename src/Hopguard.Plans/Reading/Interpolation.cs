using System.Text;
using System.Text.RegularExpressions;

namespace Hopguard.Plans.Reading;

/// <summary>
/// Variables in the text of compose files. Nothing is looked up: a default stands for its variable, and what has none stays as it is written. What an operator
/// really sets is checked when the program runs.
/// </summary>
internal static class Interpolation
{
    // Deeper defaults than these are left as they are written, so that hostile text costs linear time.
    private const int MaximumDepth = 8;
    private static readonly Regex Variable = new(@"(?<!\$)\$\{?(?<name>[A-Za-z_][A-Za-z0-9_]*)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary><c>notes/server:${NOTES_TAG:-v2.3.0}</c> becomes <c>notes/server:v2.3.0</c>.</summary>
    public static string Resolve(string text) => text.IndexOf('$') < 0 ? text : Expand(text, required: null, depth: 0);

    /// <summary>Names of the variables without which compose refuses the text.</summary>
    public static IReadOnlyList<string> RequiredIn(string text)
    {
        var required = new List<string>();
        if (text.IndexOf("${", StringComparison.Ordinal) >= 0)
            Expand(text, required, depth: 0);

        return required;
    }

    /// <summary>Names of all variables in it.</summary>
    public static IEnumerable<string> VariablesIn(string text) =>
        text.IndexOf('$') < 0 ? [] : Variable.Matches(text).Cast<Match>().Select(match => match.Groups["name"].Value);

    private static string Expand(string text, List<string>? required, int depth)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i] == '$' && i + 1 < text.Length ? text[i + 1] : '\0';
            var end = next == '{' ? End(text, i + 2) : -1;
            if (next == '{' && (end < 0 || depth == MaximumDepth))
                return result.Append(text, i, text.Length - i).ToString();

            if (next == '{')
            {
                result.Append(Value(text.Substring(i, end - i + 1), required, depth));
                i = end;
            }
            else if (next == '$')
            {
                result.Append('$');
                i++;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static int End(string text, int from)
    {
        var open = 1;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '{' && text[i - 1] == '$')
                open++;
            else if (text[i] == '}' && --open == 0)
                return i;
        }

        return -1;
    }

    private static string Value(string expression, List<string>? required, int depth)
    {
        var inner = expression.Substring(2, expression.Length - 3);
        var length = inner.TakeWhile(character => character == '_' || char.IsLetterOrDigit(character)).Count();
        var rest = inner.Substring(length);
        var sign = rest.TrimStart(':');
        if (sign.StartsWith("?", StringComparison.Ordinal))
            required?.Add(inner.Substring(0, length));

        return sign.Length == 0 ? expression : sign[0] switch
        {
            '-' => Expand(sign.Substring(1), required, depth + 1),
            '+' => string.Empty,
            _ => expression,
        };
    }
}
