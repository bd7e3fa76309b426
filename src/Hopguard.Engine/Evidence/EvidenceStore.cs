using System.Security.Cryptography;
using System.Text.Json;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;

namespace Hopguard.Engine.Evidence;

/// <summary>The evidence of a run: one JSON file per copy, trial or fingerprint, written to a temporary name, flushed and renamed.</summary>
public sealed class EvidenceStore(RunFolder folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What the name of a copy's file of evidence ends with.</summary>
    public const string CopySuffix = ".copy.json";

    /// <summary>Writes evidence under a file name such as <c>dump.copy.json</c>; on disk before the call returns.</summary>
    public void Save<T>(string fileName, T evidence) =>
        SaveBytes(fileName, JsonSerializer.SerializeToUtf8Bytes(evidence, Json));

    /// <summary>The same for a file that nobody but its owner can read, wherever the run's folder is copied to.</summary>
    public void SaveForOwner<T>(string fileName, T evidence) =>
        DurableFile.Write(folder.Evidence(fileName), JsonSerializer.SerializeToUtf8Bytes(evidence, Json), UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Writes evidence as another run wrote it.</summary>
    public void SaveBytes(string fileName, byte[] evidence) => DurableFile.Write(folder.Evidence(fileName), evidence);

    /// <summary>Reads evidence; null when there is none of that name.</summary>
    /// <exception cref="HopguardException">The file cannot be read as what it should be.</exception>
    public T? Find<T>(string fileName)
        where T : class
    {
        var path = folder.Evidence(fileName);
        if (!File.Exists(path))
            return null;

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException damage)
        {
            throw new HopguardException($"Evidence '{path}' is damaged", "Roll back, or restore the file from a backup", damage);
        }
    }

    /// <summary>Records a copy.</summary>
    public void SaveCopy(CopyEvidence copy) => Save(copy.Name + CopySuffix, copy);

    /// <summary>The copy of that name.</summary>
    /// <exception cref="HopguardException">No such copy was completed in this run.</exception>
    public CopyEvidence Copy(string name) =>
        Find<CopyEvidence>(name + CopySuffix) ?? throw new HopguardException($"Copy '{name}' was not completed in this run", "Run the step that takes it first");

    /// <summary>Whether a copy of that name was completed.</summary>
    public bool HasCopy(string name) => File.Exists(folder.Evidence(name + CopySuffix));

    /// <summary>
    /// Keeps with a copy what reading its files again has brought, for whoever relies on it later: a damage with the time when it was found first, or that there is none any more. A copy that lies
    /// elsewhere is not this run's to speak of.
    /// </summary>
    public void NoteRecheck(CopyEvidence copy, string? damage, DateTimeOffset now)
    {
        if (!HasCopy(copy.Name))
            return;

        var known = Copy(copy.Name);
        if (known.Folder == copy.Folder && known.Damage?.What != damage)
            SaveCopy(known with { Damage = damage is null ? null : new CopyDamage(known.Damage?.At ?? now, damage) });
    }

    /// <summary>Hashes every file below a folder, as evidence of a copy, and flushes each to disk.</summary>
    public static async Task<IReadOnlyList<CopyFile>> HashFolderAsync(string path, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        var files = Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var total = files.Sum(file => new FileInfo(file).Length);
        var hashed = new List<CopyFile>();
        long done = 0;
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
            stream.Flush(flushToDisk: true);
            hashed.Add(new CopyFile(Path.GetRelativePath(path, file).Replace('\\', '/'), stream.Length, hash));
            done += stream.Length;
            progress.Report(new StepProgress("hashing", done, total, ProgressUnit.Bytes));
        }

        return hashed;
    }

    /// <summary>Reads a copy's files again and compares size and hash; null when all are as recorded, else what differs.</summary>
    public static async Task<string?> RecheckAsync(CopyEvidence copy, IProgress<StepProgress> progress, CancellationToken cancellationToken)
    {
        // An empty copy would pass every check below and restore nothing.
        if (copy.Files.Count == 0)
            return $"copy '{copy.Name}' holds no file";

        long done = 0;
        foreach (var file in copy.Files)
        {
            var path = Path.Combine(copy.Folder, file.Path);
            if (!File.Exists(path))
                return $"file '{file.Path}' of copy '{copy.Name}' is gone";

            await using var stream = File.OpenRead(path);
            if (stream.Length != file.Size)
                return $"file '{file.Path}' of copy '{copy.Name}' has {Counts.Of(stream.Length, "byte")} instead of {Counts.Of(file.Size)}";

            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != file.Sha256)
                return $"file '{file.Path}' of copy '{copy.Name}' does not have its recorded SHA-256 any more";

            done += file.Size;
            progress.Report(new StepProgress($"checking '{copy.Name}'", done, copy.Size, ProgressUnit.Bytes));
        }

        return null;
    }
}
