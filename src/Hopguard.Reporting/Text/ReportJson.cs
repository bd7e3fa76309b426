using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hopguard.Reporting.Text;

/// <summary>JSON that may stand in the log of a CI job although its texts come from strangers.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Japanese stays readable; the output is no part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Sparse = new(Json) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The JSON text, without a line break at its end.</summary>
    /// <param name="shape">What to write.</param>
    /// <param name="sparse">Whether keys without a value are left out.</param>
    public static string Write(object shape, bool sparse)
    {
        var text = JsonSerializer.Serialize(shape, sparse ? Sparse : Json);

        // An agent obeys '##[' and '##vso[' anywhere in its log, in a JSON text too; a number sign occurs inside of strings only.
        return WithoutInvisibles(text.ReplaceLineEndings("\n").Replace("##", "#\\u0023", StringComparison.Ordinal));
    }

    // The encoder escapes control characters, but not those that turn the reading direction round.
    private static string WithoutInvisibles(string text) => string.Concat(text.Select(letter =>
        char.GetUnicodeCategory(letter) == UnicodeCategory.Format ? $"\\u{(int)letter:X4}" : letter.ToString()));
}
