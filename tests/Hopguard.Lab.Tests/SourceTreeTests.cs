using System.IO.Compression;
using System.Security.Cryptography;

namespace Hopguard.Lab.Tests;

public sealed class SourceTreeTests
{
    [Fact]
    public void Archive_has_one_folder_at_its_top_and_the_same_hash_every_time()
    {
        var (first, second) = (Directory.CreateTempSubdirectory("hopguard-tree-").FullName, Directory.CreateTempSubdirectory("hopguard-tree-").FullName);

        var (path, hash) = SourceTree.Zip("2.3.0", first);

        hash.Should().Be(SourceTree.Zip("2.3.0", second).Sha256).And.Be(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        using (var archive = ZipFile.OpenRead(path))
            archive.Entries.Select(entry => entry.FullName).Should().OnlyContain(name => name.StartsWith("cvat-2.3.0/")).And.Contain("cvat-2.3.0/docker-compose.yml");
        SourceTree.Tar("2.3.0", first).Sha256.Should().Be(SourceTree.Tar("2.3.0", second).Sha256);
        Directory.Delete(first, recursive: true);
        Directory.Delete(second, recursive: true);
    }
}
