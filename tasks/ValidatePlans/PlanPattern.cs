using System.Text;
using System.Text.RegularExpressions;

namespace Hopguard.Tasks.ValidatePlans;

/// <summary>
/// A pattern of paths: <c>*</c> and <c>?</c> stay within a name, <c>**</c> stands for any number of folders. What stands before the first of them is a folder,
/// so that a search begins there and not at the root.
/// </summary>
internal sealed class PlanPattern
{
    private readonly Regex _below;

    private PlanPattern(string folder, string below)
    {
        Folder = folder;
        // Without backtracking, so that a pattern of a stranger costs no more than its length.
        _below = new Regex($"^{Translate(below)}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>The folder in which the search begins, as it was written; empty for the working folder.</summary>
    public string Folder { get; }

    public static bool IsPattern(string text) => text.AsSpan().ContainsAny('*', '?');

    public static PlanPattern Parse(string text)
    {
        var path = text.Replace('\\', '/');
        var end = path.LastIndexOf('/', path.AsSpan().IndexOfAny('*', '?'));
        return new PlanPattern(end < 0 ? string.Empty : end == 0 ? "/" : path[..end], path[(end + 1)..]);
    }

    /// <param name="path">A file below the folder, relative to it, with slashes.</param>
    public bool Matches(string path) => _below.IsMatch(path);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
                regex.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape(letter.ToString()) });
        }

        return regex.ToString();
    }
}
