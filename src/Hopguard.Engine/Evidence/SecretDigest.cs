using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Engine.Evidence;

/// <summary>
/// Turns password hashes, connection strings and the like into something that can be compared and not guessed: an HMAC under a key of the run. The key stands
/// in a file of its own, which its owner alone can read, so that what was digested may be shown to others.
/// </summary>
public sealed class SecretDigest
{
    private readonly Lazy<byte[]> _key;

    private SecretDigest(Func<byte[]> key) => _key = new Lazy<byte[]>(key);

    /// <summary>
    /// A key of the run, made when there is none yet: digests of different runs cannot be compared. Read or made only when something is digested, so that a way back which compares nothing needs no room for it.
    /// </summary>
    /// <param name="evidence">The evidence of the run.</param>
    /// <param name="fileName">The key's file.</param>
    public static SecretDigest OfRun(EvidenceStore evidence, string fileName = FingerprintFiles.Key) => new(() =>
    {
        if (evidence.Find<Key>(fileName) is { } known)
            return Convert.FromHexString(known.Hex);

        var key = RandomNumberGenerator.GetBytes(32);
        evidence.SaveForOwner(fileName, new Key(Convert.ToHexStringLower(key)));
        return key;
    });

    /// <summary>A key that lives as long as the object.</summary>
    public static SecretDigest Fresh() => new(static () => RandomNumberGenerator.GetBytes(32));

    /// <summary>The digest of a secret, in hexadecimal.</summary>
    public string Of(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(secret)).AsSpan(0, 16));

    private sealed record Key(string Hex);
}
