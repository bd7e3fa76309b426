using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Lab;

/// <summary>What an image is made from, as a hash: the same hash means that the image need not be built again.</summary>
static class ImageContent
{
    /// <summary>Folder with the parts of an image.</summary>
    public static string FolderOf(LabImage image) => Path.Combine(LabFolder.Assets, "Images", image.Folder);

    /// <summary>Hash of the image's files, arguments and parents.</summary>
    public static string HashOf(LabImage image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in image.WithParents())
        {
            Append(hash, $"{part.Tag} {string.Join(' ', part.Arguments)}");
            foreach (var file in Files(FolderOf(part)))
            {
                Append(hash, Path.GetRelativePath(LabFolder.Assets, file));
                hash.AppendData(File.ReadAllBytes(file));
            }
        }

        hash.AppendData(File.ReadAllBytes(Unpack));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The script that turns packages into files.</summary>
    public static string Unpack => Path.Combine(LabFolder.Assets, "Images", "unpack.sh");

    /// <summary>Packages that the image's parents hold.</summary>
    public static string InheritedPackages(LabImage image) =>
        string.Join(' ', image.WithParents().SkipLast(1).SelectMany(parent => Lines(Path.Combine(FolderOf(parent), "packages"))));

    /// <summary>Lines of a list that name something to have.</summary>
    static IEnumerable<string> Lines(string file) =>
        File.Exists(file) ? File.ReadLines(file).Where(line => line.Length > 0 && line[0] is not ('#' or '-')) : [];

    static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    static void Append(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
}
