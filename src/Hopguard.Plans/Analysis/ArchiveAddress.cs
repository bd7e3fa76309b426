using System.Text.RegularExpressions;

namespace Hopguard.Plans.Analysis;

/// <summary>What the address of a release's archive says about it.</summary>
internal static class ArchiveAddress
{
    private static readonly Regex Version = new(@"(?<![0-9.])[0-9]+\.[0-9]+\.[0-9]+(?![0-9])", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    private static readonly Regex Branch = new(@"/(refs/)?heads/|/(main|master|develop|dev|trunk|head|latest)([./]|\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>The versions in it, in order.</summary>
    public static IReadOnlyList<string> VersionsIn(string address) => [.. Version.Matches(PathOf(address)).Cast<Match>().Select(match => match.Value)];

    /// <summary>Whether it is that of a branch.</summary>
    public static bool IsOfBranch(string address) => Branch.IsMatch(PathOf(address));

    // The host may be an address that looks like a version.
    private static string PathOf(string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? 0 : address.IndexOf('/', host + 3);
        return path < 0 ? string.Empty : address.Substring(path);
    }
}
