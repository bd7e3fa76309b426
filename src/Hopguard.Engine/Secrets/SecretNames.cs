namespace Hopguard.Engine.Secrets;

/// <summary>Tells by the name of a setting whether its value is a secret.</summary>
public static class SecretNames
{
    private static readonly string[] Parts = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIAL"];
    private static readonly string[] Words = ["PASS", "TOKEN", "KEY", "APIKEY", "DSN"];

    // Where a secret lies, or how long it holds, is none.
    private static readonly string[] HarmlessEnds = ["FILE", "PATH", "DIR", "URL", "NAME", "ID", "TTL", "EXPIRY", "LENGTH", "METHOD", "ALGORITHM"];

    /// <summary>Whether the value is a secret.</summary>
    public static bool IsSecret(string name, string value)
    {
        var words = name.ToUpperInvariant().Split('_', '-', '.');
        if (HarmlessEnds.Contains(words[^1], StringComparer.Ordinal) || IsPath(value))
            return false;

        return words.Any(word => Words.Contains(word, StringComparer.Ordinal) || Parts.Any(part => word.Contains(part, StringComparison.Ordinal)));
    }

    private static bool IsPath(string value) => value.StartsWith('/') && value.Count(letter => letter == '/') > 1 && value.All(letter => char.IsLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_');
}
