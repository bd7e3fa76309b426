using Hopguard.Engine;

namespace Hopguard.Tasks;

/// <summary>The repository that the program was built in.</summary>
public static class Repository
{
    /// <summary>The solution, by which its root is known.</summary>
    public const string Solution = "Build.sln";

    /// <summary>Its root, found from where the program lies: operators call it from anywhere.</summary>
    /// <exception cref="HopguardException">The program lies in no clone.</exception>
    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        }

        throw new HopguardException($"No '{Solution}' lies above '{AppContext.BaseDirectory}'", "Run the target from a clone of the repository");
    }
}
