using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Hopguard.Engine.Sources;

/// <summary>
/// A folder with the source archives of several releases: what a route that fetches more than one is given. Each archive has the version in its name, and the hash that it must have
/// stands in the folder's <c>SHA256SUMS</c>, as <c>sha256sum</c> of GNU coreutils writes it.
/// </summary>
public sealed partial class SourceFolder
{
    /// <summary>The name of the list of hashes.</summary>
    public const string Sums = "SHA256SUMS";

    private static readonly string[] Endings = [".zip", ".tar.gz", ".tgz", ".tar"];

    private readonly string _path;

    private SourceFolder(string path) => _path = path;

    /// <summary>The folder that a source names; null where it names something else, such as a git checkout.</summary>
    public static SourceFolder? Of(string? source) =>
        Directory.Exists(source) && !Path.Exists(Path.Combine(source, ".git")) && (File.Exists(Path.Combine(source, Sums)) || Directory.EnumerateFiles(source).Any(IsArchive)) ? new SourceFolder(source) : null;

    /// <summary>The archive of a release, and the SHA-256 that it must have.</summary>
    /// <param name="version">The release.</param>
    /// <param name="sumsSha256">The SHA-256 that the list itself must have; null where nobody told it.</param>
    /// <exception cref="HopguardException">There is no list, it is another than it must be, or no archive of the release stands in it.</exception>
    public (string Path, string Sha256) Find(string version, string? sumsSha256)
    {
        var sums = Path.Combine(_path, Sums);
        if (!File.Exists(sums))
            throw new HopguardException($"Folder '{_path}' with source archives holds no '{Sums}', so nothing tells whether they are what they should be; nothing was changed", $"Write their SHA-256 into '{sums}', as sha256sum prints it, from where the archives come from");

        RequireSums(sums, sumsSha256);
        return FindListed(version) ?? throw new HopguardException($"Folder '{_path}' holds no source archive of version {version} that its '{Sums}' lists; nothing was changed", $"Put it there under a name with its version, such as {version}.zip, and its SHA-256 into '{sums}'");
    }

    /// <summary>The archive of a release where the folder has it and lists it, once it was read and is what its hash says; else null.</summary>
    /// <exception cref="HopguardException">It is another than its hash says.</exception>
    public string? FindWhole(string version)
    {
        if (!File.Exists(Path.Combine(_path, Sums)) || FindListed(version) is not var (path, sha256))
            return null;

        RequireHash(path, sha256);
        return path;
    }

    /// <summary>As <see cref="Find"/>, and reads the archive.</summary>
    /// <exception cref="HopguardException">As there, or the archive is another than its hash says.</exception>
    public void Require(string version, string? sumsSha256)
    {
        var (path, expected) = Find(version, sumsSha256);
        RequireHash(path, expected);
    }

    private (string Path, string Sha256)? FindListed(string version)
    {
        foreach (var line in File.ReadLines(Path.Combine(_path, Sums)).Select(line => Line().Match(line)).Where(line => line.Success))
        {
            var file = Path.Combine(_path, line.Groups[2].Value);
            if (IsOf(line.Groups[2].Value, version) && File.Exists(file))
                return (file, line.Groups[1].Value);
        }

        return null;
    }

    private static void RequireSums(string sums, string? expected)
    {
        if (expected is not null)
            RequireHash(sums, expected);
    }

    private static void RequireHash(string path, string expected)
    {
        using var content = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!string.Equals(sha256, expected, StringComparison.OrdinalIgnoreCase))
            throw new HopguardException($"Source '{path}' has SHA-256 {sha256} instead of {expected.ToLowerInvariant()}; nothing was changed", "Fetch it again from where the expected hash comes from");
    }

    private static bool IsArchive(string name) => Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    // The version stands by itself: 12.3.0 and 2.3.0.1 are other releases than 2.3.0, and 2.3.0.zip is it.
    private static bool IsOf(string name, string version)
    {
        if (Path.GetFileName(name) != name || Endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is not { } ending)
            return false;

        var pattern = string.Create(CultureInfo.InvariantCulture, $@"(?<![0-9.]){Regex.Escape(version)}(?!\.?[0-9])");
        return Regex.IsMatch(name[..^ending.Length], pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    // A star says that the file was read as bytes.
    [GeneratedRegex(@"^([0-9a-fA-F]{64}) [ *](?:\./)?(.+)$")]
    private static partial Regex Line();
}
