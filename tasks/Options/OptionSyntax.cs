using System.Globalization;
using Hopguard.Plans.Model;

namespace Hopguard.Tasks.Options;

/// <summary>Reads the values of options.</summary>
internal static class OptionSyntax
{
    // Seconds: what a time span can tell apart from nothing, and a week.
    private const double ShortestDuration = 0.001;
    private const double LongestDuration = 7 * 24 * 3600;

    /// <summary>What is wrong with a value, as the end of a sentence; null when nothing is.</summary>
    public static string? FindFault(Option option, string text) => option.Type switch
    {
        _ when string.IsNullOrWhiteSpace(text) => "is empty",
        _ when text.Any(char.IsControl) => "holds control characters",
        OptionType.Flag when !text.Equals("true", StringComparison.OrdinalIgnoreCase) && !text.Equals("false", StringComparison.OrdinalIgnoreCase) => "is neither 'true' nor 'false'",
        OptionType.Choice when !option.Choices.Contains(text, StringComparer.OrdinalIgnoreCase) => $"is none of '{string.Join("', '", option.Choices)}'",
        OptionType.Duration => FindFaultOfDuration(text),
        OptionType.Major when ReadMajor(text) is null => "is no major of PostgreSQL, such as 17",
        OptionType.Sha256 when text.Length != 64 || !text.All(char.IsAsciiHexDigit) => "is not 64 hexadecimal digits",
        OptionType.PathOrAddress when text.Contains("://", StringComparison.Ordinal) && !IsAddress(text) => "is neither a path nor an HTTPS address",
        OptionType.Address when !SecretReference.IsOne(text) => FindFaultOfAddress(text),
        OptionType.SecretReference when !SecretReference.IsOne(text) => "is neither 'env:NAME' nor 'file:PATH'",
        _ => null,
    };

    /// <summary>A number of seconds, minutes or hours.</summary>
    /// <exception cref="FormatException">It is none; <see cref="FindFault"/> says so before.</exception>
    public static TimeSpan ReadDuration(string text) => TimeSpan.FromSeconds(ReadSeconds(text) ?? throw new FormatException($"'{text}' is not a duration"));

    /// <summary>A major of PostgreSQL; null for anything else.</summary>
    public static int? ReadMajor(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major is >= MajorRange.Oldest and <= MajorRange.Newest ? major : null;

    /// <summary>What is wrong with an address that is told something; null when nothing is.</summary>
    public static string? FindFaultOfAddress(string text) => IsAddress(text) || IsOfThisHost(text) ? null : "is neither an HTTPS address nor an HTTP address of this host";

    private static string? FindFaultOfDuration(string text) => ReadSeconds(text) switch
    {
        null when text.All(letter => char.IsAsciiDigit(letter) || letter == '.') => "has no unit: 's', 'm' or 'h' behind the number",
        null => "is not a number with 's', 'm' or 'h' behind it",
        < ShortestDuration => "must be more than zero",
        > LongestDuration => "is more than 7 days (168h)",
        _ => null,
    };

    private static double? ReadSeconds(string text)
    {
        double unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        var isNumber = double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        return unit > 0 && isNumber && double.IsFinite(number) ? number * unit : null;
    }

    private static bool IsOfThisHost(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback;

    /// <summary>Whether a source is fetched and not read from a disk.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps;
}
