using Hopguard.Engine.Formatting;

namespace Hopguard.Engine.Sources;

/// <summary>
/// Where an archive is unpacked to: keeps every path and link inside one folder, and the whole within bounds. Links are made last, when it is known which
/// folder is the top, so that nothing is ever written through one.
/// </summary>
internal sealed class UnpackTarget
{
    private const int LongestLink = 4096;

    private readonly string _root;
    private readonly long _maximumBytes;
    private readonly int _maximumEntries;
    private readonly List<(string Name, string Target)> _links = [];
    private long _bytes;
    private int _entries;

    public UnpackTarget(string root, long maximumBytes, int maximumEntries)
    {
        _root = Directory.CreateDirectory(root).FullName;
        _maximumBytes = maximumBytes;
        _maximumEntries = maximumEntries;
    }

    public void AddFolder(string name)
    {
        var path = Resolve(name);
        RefuseFileAbove(Path.Combine(path, "x"));
        Directory.CreateDirectory(path);
    }

    public void AddFile(string name, Stream content, UnixFileMode mode)
    {
        const UnixFileMode permissions = (UnixFileMode)0x1FF;
        var path = Resolve(name);
        RefuseSecond(path, name);
        RefuseFileAbove(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        CopyBounded(content, file);
        if (!OperatingSystem.IsWindows() && mode != UnixFileMode.None)
            File.SetUnixFileMode(path, (mode & permissions) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void AddLink(string name, string target)
    {
        Resolve(name);
        if (target.Length is 0 or > LongestLink || Path.IsPathRooted(target))
            throw Leaves($"link '{name}' to '{Shorten(target)}'");

        _links.Add((name, target));
    }

    /// <summary>A link's target as text, never more of it than a link can hold.</summary>
    public static string ReadLink(Stream content)
    {
        var buffer = new char[LongestLink + 1];
        return new string(buffer, 0, new StreamReader(content).ReadBlock(buffer));
    }

    /// <summary>Makes the links and returns the folder that counts: the single top folder where there is one.</summary>
    public string Complete()
    {
        var top = Directory.GetFileSystemEntries(_root) is [var single] && Directory.Exists(single) && _links.TrueForAll(link => RealPath.IsInside(PathOf(link.Name), single))
            ? single
            : _root;
        foreach (var (name, target) in _links)
            MakeLink(name, target, top);

        return top;
    }

    private void MakeLink(string name, string target, string top)
    {
        var path = PathOf(name);
        RefuseSecond(path, name);
        RefuseWayThroughLink(path, name);

        // Steps up are counted on real folders only: behind a name that is a link itself they would lead elsewhere.
        var steps = target.Split('/', '\\').SkipWhile(part => part is "." or "..");
        if (steps.Contains("..", StringComparer.Ordinal) || !RealPath.IsInside(Path.GetFullPath(target, Path.GetDirectoryName(path)!), top))
            throw Leaves($"link '{name}' to '{target}'");

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    private string Resolve(string name)
    {
        if (++_entries > _maximumEntries)
            throw new HopguardException($"Archive holds more than {Counts.Of(_maximumEntries)} entries", "Do not use this archive");
        if (name.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..", StringComparer.Ordinal))
            throw Leaves($"entry '{name}'");

        return PathOf(name);
    }

    private string PathOf(string name) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(name, _root));

    private static void RefuseSecond(string path, string name)
    {
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            throw new HopguardException($"Archive holds '{name}' twice", "Do not use this archive");
    }

    private void RefuseFileAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > _root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
                throw new HopguardException($"Archive holds '{Path.GetRelativePath(_root, folder)}' twice", "Do not use this archive");
        }
    }

    private void RefuseWayThroughLink(string path, string name)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null && folder.Length > _root.Length; folder = Path.GetDirectoryName(folder))
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
                throw Leaves($"entry '{name}' behind a link");
        }
    }

    private void CopyBounded(Stream content, Stream file)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            _bytes += read;
            if (_bytes > _maximumBytes)
                throw new HopguardException($"Archive unpacks to more than {Sizes.Of(_maximumBytes)}", "Do not use this archive");

            file.Write(buffer.AsSpan(0, read));
        }
    }

    private static string Shorten(string text) => text.Length > 100 ? text[..100] + "…" : text;

    private static HopguardException Leaves(string what) => new($"Archive holds {what}, which leaves its folder", "Do not use this archive");
}
