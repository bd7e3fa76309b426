using System.IO.Compression;
using System.Security.Cryptography;
using Hopguard.Engine.Sources;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>A folder with source archives of releases and the list of their hashes, as an operator gives it with --source.</summary>
internal sealed class ReleaseFolder : IDisposable
{
    public ReleaseFolder(params IReadOnlyList<(string Version, string File, string Content)> releases)
    {
        foreach (var (version, name, content) in releases)
        {
            var archive = System.IO.Path.Combine(Path, $"shop-{version}.zip");
            using (var zip = ZipFile.Open(archive, ZipArchiveMode.Create))
            {
                using var writer = new StreamWriter(zip.CreateEntry($"shop-{version}/{name}").Open());
                writer.Write(content);
            }

            var sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(archive)));
            File.AppendAllText(System.IO.Path.Combine(Path, SourceFolder.Sums), $"{sha256}  shop-{version}.zip\n");
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("hopguard-releases-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
