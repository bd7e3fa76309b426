using System.Reflection;

namespace Hopguard.Analyzers.Tests;

/// <summary>What the tests take from the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string AnalyzerFolder { get; } = Metadata("AnalyzerFolder");

    /// <summary>CVAT's own file and the compose files that it names, relative to the root.</summary>
    public static string[] CvatFiles { get; } =
    [
        "plans/cvat/application.yaml",
        .. Directory.GetFiles(Path.Combine(Root, "plans/cvat/compose"), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
