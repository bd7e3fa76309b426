using System.Text.RegularExpressions;

namespace Hopguard.Engine.Secrets;

/// <summary>
/// Takes secrets out of texts before they are kept or shown. It learns the values from the settings of every container and compose file that the program meets, so
/// that what a tool or a container prints of them is known; passwords in addresses and connection strings are known by their form.
/// </summary>
public sealed partial class Redactor
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mark = "***";

    // A shorter value is part of many words, and a longer line is what a secret of many lines is printed by.
    private const int ShortestValue = 4;
    private const int ShortestLine = 16;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _plain = new(PlainWords, StringComparer.OrdinalIgnoreCase);
    private Regex? _known;

    // What people take for a password that is a word of every text as well: to hide it would hide the text and nothing else.
    private static readonly string[] PlainWords =
        ["true", "false", "null", "none", "trust", "root", "admin", "user", "password", "secret", "changeme", "postgres", "postgresql", "redis", "docker", "database", "default", "localhost", "example"];

    /// <summary>
    /// Learns from settings which values are secret, whatever other names they stand under as well; only one that names a user, a database or a server in another setting is told openly.
    /// </summary>
    public void Learn(IEnumerable<KeyValuePair<string, string>> settings)
    {
        lock (_gate)
        {
            foreach (var (name, value) in settings)
            {
                if (SecretNames.IsSecret(name, value))
                    Keep(value);
                else if (AddressPassword().Match(value) is { Success: true } address)
                    Keep(address.Groups["secret"].Value);
                else if (SecretNames.IsPublic(name) && _plain.Add(value))
                    _known = null;
            }
        }
    }

    /// <summary>Learns a value that is secret whatever the setting is called that holds it.</summary>
    public void LearnSecret(string value)
    {
        lock (_gate)
            Keep(value);
    }

    /// <summary>Learns from a file of <c>NAME=value</c> lines, if it is there and can be read.</summary>
    public void LearnFile(string path)
    {
        try
        {
            if (File.Exists(path))
                Learn(File.ReadLines(path).Select(line => Setting().Match(line)).Where(line => line.Success).Select(line => KeyValuePair.Create(line.Groups["name"].Value, line.Groups["value"].Value)));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // Whoever needs the file says so; what it holds comes from the containers as well.
        }
    }

    /// <summary>The text without the secrets.</summary>
    public string Redact(string text)
    {
        if (text.Length < ShortestValue)
            return text;

        text = AddressPassword().Replace(text, found => found.Value.Replace(":" + found.Groups["secret"].Value + "@", $":{Mark}@", StringComparison.Ordinal));
        text = ConnectionPassword().Replace(text, $"${{name}}{Mark}");
        return Known().Replace(text, Mark);
    }

    /// <summary>The same error without the secrets that what it quotes may hold: reports and files are written from it.</summary>
    public HopguardException Redact(HopguardException error)
    {
        var remedy = error.Remedy is null ? null : Redact(error.Remedy);
        return new HopguardException(Redact(error.Message), remedy, error.InnerException)
        {
            AfterRollback = error.AfterRollback is null ? null : Redact(error.AfterRollback),
            Commands = [.. error.Commands.Select(Redact)],
            IsEngineDown = error.IsEngineDown,
            ExitCode = error.ExitCode,
        };
    }

    private void Keep(string value)
    {
        Keep(value, ShortestValue);
        foreach (var line in value.Split('\n', StringSplitOptions.TrimEntries).Where(line => line != value))
            Keep(line, ShortestLine);
    }

    private void Keep(string value, int shortest)
    {
        if (value.Length < shortest)
            return;

        // What is looked at again and again is learned once.
        if (!_secrets.Add(value))
            return;

        _known = null;
        // As it stands in an address, and in JSON.
        _secrets.Add(Uri.EscapeDataString(value));
        _secrets.Add(System.Text.Json.JsonEncodedText.Encode(value).Value);
    }

    private Regex Known()
    {
        lock (_gate)
        {
            if (_known is null)
            {
                var secrets = _secrets.Where(secret => !_plain.Contains(secret)).OrderByDescending(secret => secret.Length).Select(Pattern).ToList();
                _known = new Regex(secrets.Count == 0 ? "(?!)" : string.Join('|', secrets), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
            }

            return _known;
        }
    }

    // Inside of a longer word it is that word.
    private static string Pattern(string secret) =>
        (char.IsLetterOrDigit(secret[0]) ? @"(?<![\p{L}\p{Nd}])" : string.Empty) + Regex.Escape(secret) + (char.IsLetterOrDigit(secret[^1]) ? @"(?![\p{L}\p{Nd}])" : string.Empty);

    [GeneratedRegex(@"://[^/\s:@'""]*:(?<secret>[^@\s'""]+)@", RegexOptions.CultureInvariant)]
    private static partial Regex AddressPassword();

    [GeneratedRegex(@"(?<name>\b(?:[a-z_]*password|passwd|pwd)\s*=\s*|--(?:requirepass|password|pass)\s+)(?![…/])(?:'[^']+'|""[^""]+""|[^\s;,'""&]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionPassword();

    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?<quote>['""]?)(?<value>.*?)\k<quote>\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
