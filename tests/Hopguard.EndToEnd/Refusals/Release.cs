using System.IO.Compression;
using System.Security.Cryptography;
using Hopguard.Lab;

namespace Hopguard.EndToEnd.Refusals;

/// <summary>Source archives of 2.3.0 that are not what they should be.</summary>
internal static class Release
{
    /// <summary>The top folder in an archive, as the forge names it.</summary>
    public const string Top = "cvat-2.3.0";

    /// <summary>An archive of the tree with changes made to it.</summary>
    public static string Changed(string folder, Action<string> change)
    {
        var tree = Directory.CreateTempSubdirectory("hopguard-release-");
        SourceTree.Lay("2.3.0", Path.Combine(tree.FullName, Top));
        change(Path.Combine(tree.FullName, Top));
        var archive = Path.Combine(folder, $"{tree.Name}.zip");
        ZipFile.CreateFromDirectory(tree.FullName, archive);
        tree.Delete(recursive: true);
        return archive;
    }

    /// <summary>An archive of the tree with texts of its compose file replaced.</summary>
    public static string Edited(string folder, params (string Text, string By)[] edits) => Changed(folder, tree =>
    {
        var file = Path.Combine(tree, "docker-compose.yml");
        var text = File.ReadAllText(file);
        foreach (var (before, by) in edits)
        {
            text.Should().Contain(before);
            text = text.Replace(before, by, StringComparison.Ordinal);
        }

        File.WriteAllText(file, text);
    });

    /// <summary>The SHA-256 of a file.</summary>
    public static string HashOf(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>With this source and its hash.</summary>
    public static Typed From(this Typed upgrade, string archive) => upgrade.With("source", archive).With("source-sha256", HashOf(archive));
}
