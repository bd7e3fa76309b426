using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Plans.Reading;

/// <summary>The hash that binds a run to the plan that was checked: equal in the compiler, on the command line and in the runner.</summary>
public static class PlanHash
{
    /// <summary>SHA-256 of the text in UTF-8 without a byte-order mark, in lower-case hexadecimal.</summary>
    public static string Of(string text)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", string.Empty).ToLowerInvariant();
    }
}
