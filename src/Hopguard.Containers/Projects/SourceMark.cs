namespace Hopguard.Containers.Projects;

/// <summary>The mark that a run leaves in a source tree that it brings: its own id, so that the tree is never taken for another, whatever was killed when.</summary>
internal static class SourceMark
{
    /// <summary>The file, at the top of the tree.</summary>
    public const string FileName = ".hopguard-run";
}
