using Hopguard.Hosting;

namespace Hopguard.Build;

/// <summary>The program that the scripts of the repository build and start.</summary>
public static class Program
{
    /// <summary>Runs the targets that the arguments ask for.</summary>
    /// <returns>As <see cref="HopguardHost.Run"/>.</returns>
    public static int Main(string[] args) => HopguardHost.RunOfRepository(args, TaskAssemblies.OfDevelopers);
}
