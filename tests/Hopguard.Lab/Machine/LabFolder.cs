using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Lab;

/// <summary>Where the lab keeps what should outlive a run: downloaded packages, the data of its own engine, the compose plug-in.</summary>
/// <param name="Root"><c>$HOPGUARD_LAB</c>, else <c>hopguard/lab</c> in the user's cache folder.</param>
public sealed record LabFolder(string Root)
{
    /// <summary>The variable that names it.</summary>
    public const string Variable = "HOPGUARD_LAB";

    /// <summary>The files that images and deployments are made of, beside the assembly.</summary>
    public static string Assets { get; } = Path.Combine(AppContext.BaseDirectory, "lab");

    /// <summary>The folder that the environment names.</summary>
    public static LabFolder FromEnvironment()
    {
        var root = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(root))
        {
            var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            cache = string.IsNullOrEmpty(cache) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") : cache;
            root = Path.Combine(cache, "hopguard", "lab");
        }

        Directory.CreateDirectory(root);
        return new LabFolder(Path.GetFullPath(root));
    }

    /// <summary>A path inside the folder.</summary>
    public string Inside(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Eight characters that tell this folder's engine from another one's on the same machine: sockets and bridges have short names.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..8];
}
