using System.Collections.Concurrent;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;

namespace Hopguard.Postgres.Dumps;

/// <summary>
/// Dumps a cluster into a folder and takes its fingerprint meanwhile. Each database is dumped from the very snapshot that its fingerprint reads, so the two
/// cannot differ.
/// </summary>
internal sealed class DumpWriter(PostgreSqlEndpoint server, ToolRunner tools, FingerprintReader fingerprints, StepContext context)
{
    private const string TotalSize = "SELECT coalesce(sum(pg_table_size(oid)), 0)::bigint FROM pg_class WHERE relkind IN ('r', 'm') AND oid >= 16384";

    private const string DatabaseSize = "SELECT pg_database_size(current_database())";

    // The fingerprint is taken beside the dump, whose progress is the one that counts.
    private static readonly IProgress<StepProgress> Unreported = new Progress<StepProgress>();

    private long _size;

    /// <summary>Writes all files and checks them.</summary>
    public async Task<Fingerprint> WriteAsync(string folder, int jobs, string image, CancellationToken cancellationToken)
    {
        var names = await FingerprintReader.ListDatabasesAsync(server, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var databases = DumpAllAsync(names, jobs, folder, stop.Token);
        await Together.RunAsync(stop, DumpGlobalsAsync(stop.Token), databases);

        // pg_dumpall writes what it has to a disk that is full and says nothing; pg_dump, which met the same, says what is wrong.
        DumpFiles.CheckGlobals(folder);
        tools.CleanUp();
        var fingerprint = await fingerprints.ReadClusterAsync(server, await databases, cancellationToken);
        new DumpManifest(fingerprint.Server.Version, image, names) { Size = _size }.Save(folder);
        return fingerprint;
    }

    private Task DumpGlobalsAsync(CancellationToken cancellationToken) =>
        tools.RunAsync($"Dump of the globals of {server.Subject}", ["pg_dumpall", .. Globals, "--file", $"{ToolRunner.Folder}/{DumpFiles.Globals}"], cancellationToken);

    // Of somebody else's server only the names of roles are needed, which owners and privileges go by; passwords and tablespaces are for superusers to read.
    private string[] Globals => server.Only is { } database ? ["--roles-only", "--no-role-passwords", $"--database={ConnectionText.Of(database)}"] : ["--globals-only"];

    // Largest first, as they are listed: the small ones cost little more than the start of a container each, which is paid beside a large one.
    private async Task<IReadOnlyDictionary<string, DatabaseFingerprint>> DumpAllAsync(IReadOnlyList<string> names, int jobs, string folder, CancellationToken cancellationToken)
    {
        var databases = new ConcurrentDictionary<string, DatabaseFingerprint>(StringComparer.Ordinal);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = DumpFiles.DatabasesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(names.Index(), atOnce, async (database, token) =>
        {
            var number = database.Index + 1;
            databases[database.Item] = await DumpAsync(database.Item, number, jobs, folder, token);
            DumpFiles.CheckDatabase(folder, number, database.Item, databases[database.Item]);
        });
        return databases;
    }

    private async Task<DatabaseFingerprint> DumpAsync(string name, int number, int jobs, string folder, CancellationToken cancellationToken)
    {
        await using var snapshot = await DatabaseSnapshot.TakeAsync(server.In(name), cancellationToken);
        var total = await snapshot.Connection.ScalarAsync<long>(TotalSize, cancellationToken);
        Interlocked.Add(ref _size, await snapshot.Connection.ScalarAsync<long>(DatabaseSize, cancellationToken));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var dump = RunToolAsync(snapshot, number, jobs, stop.Token);
        var fingerprint = Task.Run(() => fingerprints.ReadDatabaseAsync(snapshot, Unreported, stop.Token), stop.Token);
        var both = Together.RunAsync(stop, dump, fingerprint);
        await FolderGrowth.ReportWhileAsync(both, Path.Combine(folder, DumpFiles.Database(number)), $"dumping '{name}'", total, context.Progress);
        return await fingerprint;
    }

    // The listing is for the check that every table is in the dump; one more container only for it would cost more than the listing.
    private async Task RunToolAsync(DatabaseSnapshot snapshot, int number, int jobs, CancellationToken cancellationToken)
    {
        var dump = $"{ToolRunner.Folder}/{DumpFiles.Database(number)}";
        string[] command =
        [
            "sh", "-c", """list=$1 && shift && "$@" && pg_restore --list --file "$list" "${list%.list}" """, "hopguard", $"{ToolRunner.Folder}/{DumpFiles.List(number)}",
            "pg_dump", "--format=directory", $"--jobs={jobs}", "--compress=0", $"--snapshot={snapshot.Id}", $"--file={dump}", $"--dbname={ConnectionText.Of(snapshot.Database)}",
        ];
        await tools.RunAsync($"Dump of database '{snapshot.Database}'", command, cancellationToken);
    }
}
