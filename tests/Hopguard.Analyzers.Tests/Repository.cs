using System.Reflection;

namespace Hopguard.Analyzers.Tests;

/// <summary>What the tests take from the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string AnalyzerFolder { get; } = Metadata("AnalyzerFolder");

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
