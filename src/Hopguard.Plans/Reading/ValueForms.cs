using System.Text.RegularExpressions;

namespace Hopguard.Plans.Reading;

/// <summary>Judges texts by their form.</summary>
internal static class ValueForms
{
    private const int LongestText = 2_000;
    private static readonly Regex NamePattern = Pattern("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static readonly Regex TargetNamePattern = Pattern("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static readonly Regex PathPattern = Pattern("[A-Za-z0-9._@+-]+(/[A-Za-z0-9._@+-]+)*");
    private static readonly Regex Sha256Pattern = Pattern("[0-9A-Fa-f]{64}");

    /// <summary>What is wrong with the text, as the end of a sentence that begins with it; null when nothing is.</summary>
    public static string? Problem(string text, ValueForm form) => form switch
    {
        _ when text.Length == 0 => "is empty; write a value",
        _ when text.Length > LongestText => $"is longer than {LongestText} characters; shorten it",
        _ when text.IndexOf('\n') >= 0 => "spans several lines; write it on one",
        ValueForm.Name when !NamePattern.IsMatch(text) || text.Contains("..") => "is not a name; use letters, digits, '.', '_' and '-', at most 63",
        ValueForm.TargetName when text.Length > 63 || !TargetNamePattern.IsMatch(text) => "is not a name in lower case; use letters, digits and single '-', beginning with a letter",
        ValueForm.RelativePath when !PathPattern.IsMatch(text) || text.Split('/').Any(part => part is "." or "..") =>
            "is not a relative path; name a file below the deployment's folder, without '..'",
        ValueForm.Sha256 when !Sha256Pattern.IsMatch(text) => "is not a SHA-256; write 64 hexadecimal digits",
        ValueForm.PruneScope when text is not ("images" or "volumes" or "everything") => "is not known; write 'images', 'volumes' or 'everything'",
        _ => null,
    };

    private static Regex Pattern(string pattern) => new($"\\A{pattern}\\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
