using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Postgres.Servers;

/// <summary>Compares a password with what a server keeps of it. A login would prove nothing on a server that trusts everybody, and its successor may not.</summary>
internal static class PasswordHash
{
    private const string Md5Prefix = "md5";
    private const string ScramPrefix = "SCRAM-SHA-256";

    /// <summary>Whether the password is the one that was hashed; a role without a password lets nobody in who is asked for one.</summary>
    /// <param name="kept">What <c>pg_authid.rolpassword</c> holds.</param>
    /// <param name="user">The role: part of an MD5 hash.</param>
    /// <param name="password">The password; null for none.</param>
    public static bool Fits(string? kept, string user, string? password)
    {
        if (kept is null || password is null)
            return false;

        return kept.StartsWith(ScramPrefix, StringComparison.Ordinal) ? FitsScram(kept, password)
            : kept.StartsWith(Md5Prefix, StringComparison.Ordinal) ? FixedTimeEquals(kept, Md5Prefix + Md5(password + user))
            : FixedTimeEquals(kept, password);
    }

    // SCRAM-SHA-256$<iterations>:<salt>$<stored key>:<server key>
    private static bool FitsScram(string kept, string password)
    {
        var parts = kept.Split('$', ':');
        if (parts.Length != 5 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
            return false;

        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), Convert.FromBase64String(parts[2]), iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var client = HMACSHA256.HashData(salted, "Client Key"u8);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(client), Convert.FromBase64String(parts[3]));
    }

#pragma warning disable CA5351 // The server chose MD5; this only repeats what it did.
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static bool FixedTimeEquals(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
