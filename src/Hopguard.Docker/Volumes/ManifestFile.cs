using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hopguard.Engine;

namespace Hopguard.Docker.Volumes;

/// <summary>A manifest on disk: one line of JSON per entry, in the order of the archive, so that two of any length can be compared line by line.</summary>
internal sealed class ManifestFile : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private ManifestFile(string path) => _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);

    /// <summary>Entries written.</summary>
    public long Entries { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Length => _file.Length;

    public static ManifestFile Create(string path) => new(path);

    /// <summary>The line that stands for an entry.</summary>
    public static string LineOf(ManifestEntry entry) => JsonSerializer.Serialize(entry, Json);

    public static ManifestEntry EntryOf(string line) =>
        JsonSerializer.Deserialize<ManifestEntry>(line, Json) ?? throw new HopguardException("A manifest holds an empty line");

    public void Add(ManifestEntry entry) => AddLine(LineOf(entry));

    /// <summary>Adds an entry by the line that stands for it.</summary>
    public void AddLine(string text)
    {
        var line = Encoding.UTF8.GetBytes(text + "\n");
        _file.Write(line);
        _hash.AppendData(line);
        Entries++;
    }

    /// <summary>Flushes to disk and gives the SHA-256 of the whole, in lower-case hexadecimal.</summary>
    public string Finish()
    {
        _file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        return _file.DisposeAsync();
    }
}
