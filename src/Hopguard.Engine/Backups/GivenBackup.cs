using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Backups;

/// <summary>
/// A backup that an operator names: the folder of a run that took copies, wherever it lies by now. What it says of itself is read from its journal and its evidence; paths that
/// these hold are of the place where it was made, and not used.
/// </summary>
public sealed class GivenBackup
{
    private readonly EvidenceStore _evidence;

    private GivenBackup(RunFolder folder, JournalEntry.RunStarted start) => (Folder, Start, _evidence) = (folder, start, new EvidenceStore(folder));

    /// <summary>Where it lies.</summary>
    public RunFolder Folder { get; }

    /// <summary>The deployment that it was taken of, and when.</summary>
    public JournalEntry.RunStarted Start { get; }

    /// <summary>The version that it was taken of.</summary>
    public string Version => Start.Before.Version;

    /// <summary>Its copies that were verified, the newest first.</summary>
    public IReadOnlyList<CopyEvidence> Copies => field ??= !Directory.Exists(Folder.Evidence(string.Empty)) ? [] :
    [
        .. Directory.GetFiles(Folder.Evidence(string.Empty), "*" + EvidenceStore.CopySuffix)
            .Select(path => _evidence.Copy(Path.GetFileName(path)[..^EvidenceStore.CopySuffix.Length]))
            .Where(copy => copy.Verification is not null)
            .Select(copy => copy with { Folder = Folder.Copy(copy.Name) })
            .OrderByDescending(copy => copy.TakenAt),
    ];

    /// <summary>Opens a backup of an application.</summary>
    /// <param name="path">Its folder; null where the operator named none.</param>
    /// <param name="application">The application.</param>
    /// <exception cref="HopguardException">It is none, of another application, or its run was not finished.</exception>
    public static GivenBackup Open(string? path, Application application)
    {
        if (path is null)
            throw new HopguardException("No backup is named: give the folder of a backup's run with --backup; nothing was changed");

        var folder = new RunFolder(RealPath.Of(path));
        var history = new RunHistory(File.Exists(folder.Journal) ? Journal.Read(folder.Journal) : []);
        if (history.Start is not { } start)
            throw new HopguardException($"Folder '{path}' is no backup, since it has no journal of a run: name the folder of a backup's run with --backup; nothing was changed");
        if (!start.PlanId.StartsWith(application.Name + "-", StringComparison.Ordinal))
            throw new HopguardException($"Backup '{path}' was made by plan '{start.PlanId}', which is not of application '{application.Name}': name another backup; nothing was changed");
        if (history.State() != RunState.Finished)
            throw new HopguardException($"Backup '{path}' is not complete, since its run was not finished: name another backup, or finish that one where it was begun; nothing was changed");

        return new GivenBackup(folder, start);
    }

    /// <summary>The copy that holds a store; null where none does.</summary>
    public CopyEvidence? Of(string store) => Copies.FirstOrDefault(copy => copy.Stores.Contains(store, StringComparer.Ordinal));

    /// <summary>Takes what was recorded with a copy over into the evidence of another run, under the name that it has there.</summary>
    public void GiveTo(EvidenceStore evidence, CopyEvidence copy, string name, IReadOnlyList<string> stores, DateTimeOffset now)
    {
        foreach (var (from, to) in new[] { (FingerprintFiles.Key, FingerprintFiles.Key), (FingerprintFiles.Of(copy.Name), FingerprintFiles.Of(name)) })
        {
            if (File.Exists(Folder.Evidence(from)))
                evidence.SaveBytes(to, File.ReadAllBytes(Folder.Evidence(from)));
        }

        evidence.SaveCopy(copy with { Name = name, Stores = stores, TakenAt = now, Verification = null, Damage = null, ReadEarly = [], IsGiven = true });
    }
}
