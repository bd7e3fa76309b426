using System.Security.Cryptography;
using System.Text;
using Hopguard.Engine.Evidence;

namespace Hopguard.Postgres.Fingerprints;

/// <summary>
/// Turns password hashes, connection strings and the like into something that can be compared and not guessed: an HMAC under a key of the run. The key stands
/// in a file of its own, so that a fingerprint may be shown to others.
/// </summary>
public sealed class SecretDigest
{
    private const string FileName = FingerprintFiles.Key;
    private readonly byte[] _key;

    private SecretDigest(byte[] key) => _key = key;

    /// <summary>The key of the run, made when there is none yet: fingerprints of different runs cannot be compared in what is secret.</summary>
    public static SecretDigest OfRun(EvidenceStore evidence)
    {
        if (evidence.Find<Key>(FileName) is { } known)
            return new SecretDigest(Convert.FromHexString(known.Hex));

        var key = RandomNumberGenerator.GetBytes(32);
        evidence.Save(FileName, new Key(Convert.ToHexStringLower(key)));
        return new SecretDigest(key);
    }

    /// <summary>A key that lives as long as the object.</summary>
    public static SecretDigest Fresh() => new(RandomNumberGenerator.GetBytes(32));

    internal string Of(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(secret)).AsSpan(0, 16));

    private sealed record Key(string Hex);
}
