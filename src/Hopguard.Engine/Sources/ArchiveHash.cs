using System.Security.Cryptography;

namespace Hopguard.Engine.Sources;

/// <summary>SHA-256 of a file.</summary>
public static class ArchiveHash
{
    /// <summary>In lower-case hexadecimal.</summary>
    public static async Task<string> OfAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
