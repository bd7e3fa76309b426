using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>What the address of a release's archive says about it.</summary>
internal static class ArchiveAddress
{
    private static readonly ConcurrentDictionary<VersionScheme, Regex> ByScheme = new();
    private static readonly Regex Branch = new(@"/(refs/)?heads/|/(main|master|develop|dev|trunk|head|latest)([./]|\z)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    /// <summary>The versions in it, in order.</summary>
    public static IReadOnlyList<string> VersionsIn(string address, VersionScheme scheme) => [.. ByScheme.GetOrAdd(scheme, Pattern).Matches(PathOf(address)).Cast<Match>().Select(match => match.Value)];

    /// <summary>The tag of an image without the digest that pins it.</summary>
    public static string WithoutDigest(string tag) => tag.Split('@')[0];

    /// <summary>Whether it is that of a branch.</summary>
    public static bool IsOfBranch(string address) => Branch.IsMatch(PathOf(address));

    // Of what stands behind a hyphen only a word with its number is of the version: the others name a system or a file.
    private static Regex Pattern(VersionScheme scheme) => new(
        $@"(?<![0-9.])[0-9]+(\.[0-9]+){{{scheme.Fewest - 1},{scheme.Most - 1}}}(?![0-9])" + (scheme.Suffix == VersionSuffix.PreRelease ? @"(-[A-Za-z]+\.?[0-9]+)?" : string.Empty),
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));

    // The host may be an address that looks like a version.
    private static string PathOf(string address)
    {
        var host = address.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? 0 : address.IndexOf('/', host + 3);
        return path < 0 ? string.Empty : address.Substring(path);
    }
}
