using Hopguard.Engine;

namespace Hopguard.Tasks.Options;

/// <summary>Reads a secret from where an option says that it stands: an argument can be read by everybody who may list processes.</summary>
public static class SecretReference
{
    private const string OfVariable = "env:";
    private const string OfFile = "file:";

    /// <summary>Whether a text is <c>env:NAME</c> or <c>file:PATH</c>.</summary>
    public static bool IsOne(string text) => text.StartsWith(OfVariable, StringComparison.Ordinal) || text.StartsWith(OfFile, StringComparison.Ordinal);

    /// <summary>The same with an absolute path, so that it is found from everywhere.</summary>
    public static string Absolute(string text, string folder) => text.StartsWith(OfFile, StringComparison.Ordinal) ? ToFile(Path.GetFullPath(text[OfFile.Length..], folder)) : text;

    /// <summary>The reference to a file.</summary>
    public static string ToFile(string path) => OfFile + path;

    /// <summary>The secret that an option names, of a file without the line end at its end; null where the option is not set.</summary>
    /// <exception cref="HopguardException">There is none where it says.</exception>
    public static string? Find(Option option, OptionValues values)
    {
        if (values.Text(option) is not { } reference)
            return null;

        try
        {
            var secret = reference.StartsWith(OfVariable, StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(reference[OfVariable.Length..]) : File.ReadAllText(reference[OfFile.Length..]).TrimEnd('\r', '\n');
            return !string.IsNullOrEmpty(secret) ? secret : throw new HopguardException($"Option '--{option.Name}': nothing stands in '{reference}'", "Set that variable or write that file, or leave the option out");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new HopguardException($"Option '--{option.Name}': '{reference}' cannot be read: {unreadable.Message}", "Set that variable or write that file, or leave the option out", unreadable);
        }
    }
}
