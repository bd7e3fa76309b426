namespace Hopguard.Engine.Tests.Bed;

/// <summary>A folder of one test, in memory where the machine has such a place: the tests flush thousands of times.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder() => Path = Directory.CreateTempSubdirectory("hopguard-").FullName;

    private TempFolder(string path) => Path = path;

    public string Path { get; }

    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    public static TempFolder InMemory()
    {
        const string shared = "/dev/shm";
        return Directory.Exists(shared) ? new TempFolder(Directory.CreateDirectory($"{shared}/hopguard-{Guid.NewGuid():N}").FullName) : new TempFolder();
    }

    public string Write(string relative, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[relative])!);
        File.WriteAllText(this[relative], text);
        return this[relative];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
