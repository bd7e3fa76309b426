using System.Reflection;
using Hopguard.Plans.Reading;

namespace Hopguard.Plans.Tests;

/// <summary>The files of the repository that the tests hold to their word.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static PlanFile Cvat => Read("plans/cvat/application.yaml");

    public static PlanFile Read(string path) => new(path, File.ReadAllText(Path.Combine(Root, path)));

    public static PlanSet ShippedPlans() => PlanSet.Read(
        Directory.GetFiles(Path.Combine(Root, "plans"), "*.yaml", SearchOption.AllDirectories).Select(path => Read(Path.GetRelativePath(Root, path))));
}
