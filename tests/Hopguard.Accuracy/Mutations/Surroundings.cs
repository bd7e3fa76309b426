using System.Collections.Immutable;
using Hopguard.Plans.Reading;

namespace Hopguard.Accuracy.Mutations;

/// <summary>What stands beside a plan: the file of its application, and the compose files that its releases name.</summary>
/// <param name="Application">The application's file.</param>
/// <param name="ComposeFiles">Compose files; none where the application names none.</param>
public sealed record Surroundings(PlanFile Application, ImmutableArray<PlanFile> ComposeFiles)
{
    private const string ComposeFolder = "compose";

    /// <summary>Reads an application's folder.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="applicationFile">The application's file.</param>
    public static Surroundings Read(string root, string applicationFile)
    {
        var compose = Path.Combine(Path.GetDirectoryName(applicationFile)!, ComposeFolder);
        var files = Directory.Exists(compose) ? Directory.GetFiles(compose, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return new Surroundings(Load(root, applicationFile), [.. files.Select(file => Load(root, file))]);
    }

    /// <summary>Everything, with a plan among it.</summary>
    public IEnumerable<PlanFile> With(string plan) => [Application, new PlanFile($"{Application.Folder}/plan.yaml", plan), .. ComposeFiles];

    private static PlanFile Load(string root, string file) => new(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file));
}
