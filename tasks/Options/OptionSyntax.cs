using System.Globalization;

namespace Hopguard.Tasks.Options;

/// <summary>Reads the values of options.</summary>
internal static class OptionSyntax
{
    /// <summary>What is wrong with a value, as the end of a sentence; null when nothing is.</summary>
    public static string? FindFault(Option option, string text) => option.Type switch
    {
        _ when string.IsNullOrWhiteSpace(text) => "is empty",
        _ when text.Any(char.IsControl) => "holds control characters",
        OptionType.Flag when !bool.TryParse(text, out _) => "is neither 'true' nor 'false'",
        OptionType.Choice when !option.Choices.Contains(text, StringComparer.OrdinalIgnoreCase) => $"is none of '{string.Join("', '", option.Choices)}'",
        OptionType.Duration when ReadDuration(text) is null => "is no duration: a number with 's', 'm' or 'h'",
        OptionType.Sha256 when text.Length != 64 || !text.All(char.IsAsciiHexDigit) => "is not 64 hexadecimal digits",
        OptionType.PathOrAddress when text.Contains("://", StringComparison.Ordinal) && !IsAddress(text) => "is neither a path nor an HTTPS address",
        _ => null,
    };

    /// <summary>Seconds, minutes or hours; null for anything else, and for more than a week.</summary>
    public static TimeSpan? ReadDuration(string text)
    {
        double unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        return unit > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number * unit <= TimeSpan.FromDays(7).TotalSeconds
            ? TimeSpan.FromSeconds(number * unit)
            : null;
    }

    /// <summary>Whether a source is fetched and not read from a disk.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
