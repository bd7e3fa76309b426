namespace Hopguard.Engine;

/// <summary>A path with every symbolic link in it resolved, so that two spellings of one folder can be compared.</summary>
public static class RealPath
{
    // As many as Linux follows before it gives up.
    private const int MostLinks = 40;

    /// <summary>The resolved path; parts that do not exist stay as they are.</summary>
    public static string Of(string path)
    {
        var links = 0;
        return Resolve(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), ref links);
    }

    /// <summary>Whether a path is a folder or lies below it, by the letters of both: what may hold links is resolved first.</summary>
    public static bool IsInside(string path, string folder) =>
        path == folder || path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Resolve(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;

        var full = Path.Combine(Resolve(parent, ref links), Path.GetFileName(path));
        if (new DirectoryInfo(full).LinkTarget is not { } target || ++links > MostLinks)
            return full;

        return Resolve(Path.GetFullPath(target, Path.GetDirectoryName(full)!), ref links);
    }
}
