namespace Hopguard.DevTasks.Test;

/// <summary>Tests that run in one process: those of a project, or of a part of a long one.</summary>
/// <param name="Project">The project.</param>
/// <param name="Name">What it is called in the output: the project, or the namespace of the part.</param>
/// <param name="Filter">The tests; null for all of the project.</param>
internal sealed record TestJob(TestProject Project, string Name, string? Filter)
{
    /// <summary>About how many seconds it takes.</summary>
    public int Seconds { get; init; }

    /// <summary>Whether it needs a Kubernetes.</summary>
    public bool NeedsCluster { get; init; }

    /// <summary>The jobs of projects, longest first: so no lane is left with a long one when the others have ended.</summary>
    public static IReadOnlyList<TestJob> Of(IEnumerable<TestProject> projects) => [.. projects.SelectMany(Of).OrderByDescending(job => job.Seconds)];

    // The last job takes what is in none of the parts, so that a test in a new place runs as well.
    private static IEnumerable<TestJob> Of(TestProject project)
    {
        foreach (var part in project.Parts)
            yield return new TestJob(project, $"{project.Name}.{part.Name}", $"FullyQualifiedName~{project.Name}.{part.Name}.") { Seconds = part.Seconds, NeedsCluster = part.NeedsCluster };

        var rest = string.Join('&', project.Parts.Select(part => $"FullyQualifiedName!~{project.Name}.{part.Name}."));
        yield return new TestJob(project, project.Name, rest.Length == 0 ? null : rest) { Seconds = project.Seconds, NeedsCluster = project.NeedsCluster };
    }
}
