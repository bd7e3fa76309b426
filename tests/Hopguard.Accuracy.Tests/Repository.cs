using System.Reflection;

namespace Hopguard.Accuracy.Tests;

/// <summary>The folder in which the repository lies.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
}
