using System.Reflection;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>The files of the repository that the tests hold to their word.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>CVAT with two of its releases and the compose files that these name, to put plans beside: what tests say of it stays true whatever releases come.</summary>
    public static PlanFile[] CvatFiles => [new PlanFile("plans/cvat/application.yaml", Read("tests/Shared/Cvat/application.yaml").Text), .. Below("plans/cvat/compose")];

    public static PlanFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    public static PlanSet BuiltInPlans() => PlanSet.Read(Below("plans"));

    public static IEnumerable<PlanFile> Below(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => Read(Path.GetRelativePath(Root, path)));
}
