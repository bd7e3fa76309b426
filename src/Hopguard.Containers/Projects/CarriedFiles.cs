namespace Hopguard.Containers.Projects;

/// <summary>What of the deployment's folder goes along into the next source tree. Paths are relative to the folder.</summary>
/// <param name="Copies">
/// Files that compose reads: settings, overrides and compose files of the operator's own, what these name as <c>env_file</c>, <c>include</c> or <c>extends</c>. Each tree has its own.
/// </param>
/// <param name="Moves">
/// Files and folders that containers mount. There is one of each, however large, and containers write into it: it is moved by rename with the switch, and back by a rollback.
/// </param>
/// <param name="Clashes">What containers mount or compose reads and both trees have with different content: the release's is used.</param>
public sealed record CarriedFiles(IReadOnlyList<string> Copies, IReadOnlyList<string> Moves, IReadOnlyList<Clash> Clashes)
{
    /// <summary>Nothing: there is no other tree.</summary>
    public static CarriedFiles None { get; } = new([], [], []);
}

/// <summary>A path that both source trees have, with different content.</summary>
/// <param name="Path">The path, relative to the deployment's folder.</param>
/// <param name="Example">A file in which they differ; the path itself when it is a file.</param>
/// <param name="IsNamedByOperator">Whether a file of the operator's own names it, and not only the release's.</param>
public sealed record Clash(string Path, string Example, bool IsNamedByOperator);
