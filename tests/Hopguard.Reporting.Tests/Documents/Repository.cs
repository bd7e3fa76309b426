using System.Reflection;

namespace Hopguard.Reporting.Tests.Documents;

/// <summary>The files of the repository that are generated.</summary>
internal static class Repository
{
    private static readonly string Root =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static string? Read(string path) => File.Exists(Path.Combine(Root, path)) ? File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n") : null;

    public static IEnumerable<string> FilesIn(string folder, string pattern = "*") => Directory.GetFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
