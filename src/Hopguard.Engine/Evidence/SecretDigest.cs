using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Engine.Evidence;

/// <summary>
/// Turns password hashes, connection strings and the like into something that can be compared and not guessed: an HMAC under a key of the run. The key stands
/// in a file of its own, which its owner alone can read, so that what was digested may be shown to others.
/// </summary>
public sealed class SecretDigest
{
    private readonly byte[] _key;

    private SecretDigest(byte[] key) => _key = key;

    /// <summary>A key of the run, made when there is none yet: digests of different runs cannot be compared.</summary>
    /// <param name="evidence">The evidence of the run.</param>
    /// <param name="fileName">The key's file.</param>
    public static SecretDigest OfRun(EvidenceStore evidence, string fileName = FingerprintFiles.Key)
    {
        if (evidence.Find<Key>(fileName) is { } known)
            return new SecretDigest(Convert.FromHexString(known.Hex));

        var key = RandomNumberGenerator.GetBytes(32);
        evidence.SaveForOwner(fileName, new Key(Convert.ToHexStringLower(key)));
        return new SecretDigest(key);
    }

    /// <summary>A key that lives as long as the object.</summary>
    public static SecretDigest Fresh() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>The digest of a secret, in hexadecimal.</summary>
    public string Of(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(secret)).AsSpan(0, 16));

    private sealed record Key(string Hex);
}
