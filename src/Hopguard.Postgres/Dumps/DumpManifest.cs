using System.Text.Json;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;

namespace Hopguard.Postgres.Dumps;

/// <summary>What a dump consists of: <c>manifest.json</c> in its folder.</summary>
/// <param name="Server">Version of the server dumped.</param>
/// <param name="Tools">The image whose tools dumped it; restoring takes tools at least as new.</param>
/// <param name="Databases">Names of the databases, in the order of their folders.</param>
internal sealed record DumpManifest(string Server, string Tools, IReadOnlyList<string> Databases)
{
    private const string FileName = "manifest.json";

    /// <summary>Bytes that the databases took on the server when they were dumped, with their indexes and what every database begins with; null in a dump that is older than this note.</summary>
    public long? Size { get; init; }

    /// <summary>Writes it.</summary>
    public void Save(string folder) => DurableFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Reads it.</summary>
    public static DumpManifest Load(string folder) => JsonSerializer.Deserialize<DumpManifest>(File.ReadAllBytes(Path.Combine(folder, FileName)))
        ?? throw new HopguardException($"Dump '{folder}' has no manifest");
}
