namespace Hopguard.Engine.Secrets;

/// <summary>Tells by the name of a setting whether its value is a secret, or told openly by everybody.</summary>
public static class SecretNames
{
    private static readonly string[] Parts = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "CREDENTIAL"];
    private static readonly string[] Words = ["PASS", "PW", "PGPW", "CREDS", "KEY", "DSN", "PSK", "SALT", "COOKIE", "JWT", "BEARER", "OTP"];

    // Written together with what they are of, as in PGPASS, DBPWD and AUTHTOKEN.
    private static readonly string[] Ends = ["PASS", "PWD", "TOKEN", "APIKEY", "ACCESSKEY", "PRIVATEKEY", "AUTHKEY", "SIGNINGKEY", "MASTERKEY", "ENCRYPTIONKEY"];
    private static readonly string[] OtherWords = ["BYPASS", "COMPASS", "OLDPWD"];

    // Where a secret lies, or how long it holds, is none.
    private static readonly string[] HarmlessEnds = ["FILE", "PATH", "DIR", "URL", "NAME", "ID", "TTL", "EXPIRY", "LENGTH", "METHOD", "ALGORITHM"];

    // Whether and how, and not with what.
    private static readonly string[] Switches = ["TRUE", "FALSE", "YES", "NO", "ON", "OFF", "ENABLED", "DISABLED", "REQUIRED", "OPTIONAL", "NONE", "BASIC", "DIGEST"];

    private static readonly string[] PublicEnds = ["USER", "USERNAME", "LOGIN", "ROLE", "DB", "DATABASE", "DBNAME", "SCHEMA", "NAME", "HOST", "HOSTNAME", "HOSTS", "DOMAIN", "PORT", "PROJECT", "IMAGE", "TAG", "VERSION"];

    /// <summary>Whether the value is a secret.</summary>
    public static bool IsSecret(string name, string value)
    {
        var words = WordsOf(name);
        if (HarmlessEnds.Contains(words[^1], StringComparer.Ordinal) || IsPath(value) || Switches.Contains(value, StringComparer.OrdinalIgnoreCase))
            return false;

        // A shell's own folder has the name of a password.
        return words is not ["PWD"] && (words[^1] == "AUTH" || words.Any(IsOfSecret));
    }

    /// <summary>Whether the value names a user, a database, a server or a version, which every message tells: it may be the same word as a password.</summary>
    public static bool IsPublic(string name) => WordsOf(name)[^1] is var last && PublicEnds.Any(end => last.EndsWith(end, StringComparison.Ordinal));

    private static string[] WordsOf(string name) => name.ToUpperInvariant().Split('_', '-', '.');

    private static bool IsOfSecret(string word) =>
        Words.Contains(word, StringComparer.Ordinal) || Parts.Any(part => word.Contains(part, StringComparison.Ordinal))
        || (!OtherWords.Contains(word, StringComparer.Ordinal) && Ends.Any(end => word.EndsWith(end, StringComparison.Ordinal)));

    private static bool IsPath(string value) => value.StartsWith('/') && value.Count(letter => letter == '/') > 1 && value.All(letter => char.IsLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_');
}
