namespace Hopguard.Engine.Sources;

/// <summary>Where an archive is unpacked to: keeps every path and link inside one folder, and the whole within bounds.</summary>
internal sealed class UnpackTarget
{
    private readonly string _root;
    private readonly long _maximumBytes;
    private readonly int _maximumEntries;
    private long _bytes;
    private int _entries;

    public UnpackTarget(string root, long maximumBytes, int maximumEntries)
    {
        _root = Directory.CreateDirectory(root).FullName;
        _maximumBytes = maximumBytes;
        _maximumEntries = maximumEntries;
    }

    public void AddFolder(string name) => Directory.CreateDirectory(Resolve(name));

    public void AddFile(string name, Stream content, UnixFileMode mode)
    {
        var path = Resolve(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        CopyBounded(content, file);
        if (!OperatingSystem.IsWindows() && mode != UnixFileMode.None)
            File.SetUnixFileMode(path, mode | UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void AddLink(string name, string target)
    {
        var path = Resolve(name);
        var pointsTo = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
        if (Path.IsPathRooted(target) || !IsInside(pointsTo))
            throw Leaves($"link '{name}' to '{target}'");

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    private string Resolve(string name)
    {
        if (++_entries > _maximumEntries)
            throw new HopguardException($"Archive holds more than {_maximumEntries} entries", "Do not use this archive");

        var path = Path.GetFullPath(Path.Combine(_root, name));
        if (Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..", StringComparer.Ordinal) || !IsInside(path))
            throw Leaves($"entry '{name}'");

        RefuseWayThroughLink(path, name);
        return path;
    }

    // A link inside the folder is harmless by itself; a file written through it could land where the link was pointed at meanwhile.
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
                throw new HopguardException($"Archive unpacks to more than {_maximumBytes >> 30} GiB", "Do not use this archive");

            file.Write(buffer.AsSpan(0, read));
        }
    }

    private bool IsInside(string path) => path == _root || path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static HopguardException Leaves(string what) => new($"Archive holds {what}, which leaves its folder", "Do not use this archive");
}
