using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;
using Npgsql;

namespace Hopguard.Postgres.Restores;

/// <summary>Restores a dump into a server that holds nothing yet, stopping at the first error.</summary>
internal sealed class DumpRestorer(IContainerEngine engine, ServerContainer server, CopyEvidence copy, string cluster, string scratch, StepContext context)
{
    private const string Dump = "/dump";
    private const string GlobalsRestored = "globals.restored";
    private const string BootstrapRole = "SELECT quote_ident(rolname) FROM pg_roles WHERE oid = 10";
    private const string KnowsLz4 = "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'";
    // Of a database that is dropped at this moment the server says null.
    private const string Sizes = "SELECT datname::text, coalesce(pg_database_size(oid), 0) FROM pg_database";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Restores globals, then every database.</summary>
    public async Task RestoreAsync(int jobs, CancellationToken cancellationToken)
    {
        var tools = new ToolRunner(engine, server.Container.Image, server.Endpoint, server.Network, scratch, context.Owner("restore"))
        {
            Cluster = cluster,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PGOPTIONS"] = await SessionOptionsAsync(jobs, cancellationToken) },
            Mounts = [new ContainerMount("bind", copy.Folder, Dump, ReadOnly: true)],
        };
        // An attempt that was killed may have left it.
        File.Delete(Path.Combine(scratch, GlobalsRestored));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Together.RunAsync(stop, RestoreGlobalsAsync(tools, stop.Token), RestoreDatabasesAsync(tools, jobs, stop.Token));
    }

    private async Task RestoreDatabasesAsync(ToolRunner tools, int jobs, CancellationToken cancellationToken)
    {
        // A database that others are made from, or made over, can be replaced only while nobody else is at work.
        var manifest = DumpManifest.Load(copy.Folder);
        var databases = manifest.Databases.Index().ToLookup(database => FingerprintReader.MaintenanceDatabases.Contains(database.Item));
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = DumpFiles.DatabasesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(databases[false], atOnce, async (database, token) => await RestoreAsync(database.Item, database.Index, token));
        foreach (var (index, name) in databases[true])
            await RestoreAsync(name, index, cancellationToken);

        Task RestoreAsync(string database, int index, CancellationToken token) =>
            ReportWhileAsync(tools.RunAsync($"Restore of database '{database}'", Command(database, index + 1, jobs), token), database, manifest, token);
    }

    // '--create --clean' drops the database that the image has made by itself, and one that an earlier attempt may have left half full. Databases need the roles; the
    // container is started meanwhile.
    private static string[] Command(string database, int number, int jobs) =>
    [
        "sh", "-c", """roles=$1 && shift && until [ -e "$roles" ]; do sleep 0.1; done && exec "$@" """, "hopguard", $"{ToolRunner.Folder}/{GlobalsRestored}",
        "pg_restore", "--create", "--clean", "--if-exists", "--exit-on-error", $"--jobs={jobs}",
        $"--dbname={(database == "postgres" ? "template1" : "postgres")}", $"{Dump}/{DumpFiles.Database(number)}",
    ];

    private async Task RestoreGlobalsAsync(ToolRunner tools, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        var role = await connection.ScalarAsync<string>(BootstrapRole, cancellationToken);
        var globals = await File.ReadAllTextAsync(Path.Combine(copy.Folder, DumpFiles.Globals), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(scratch, DumpFiles.Globals), GlobalsFilter.Apply(globals, role!), cancellationToken);
        await tools.RunAsync(
            "Restore of roles and settings",
            ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname=postgres", $"--file={ToolRunner.Folder}/{DumpFiles.Globals}"],
            cancellationToken);
        File.Delete(Path.Combine(scratch, DumpFiles.Globals));
        await File.WriteAllTextAsync(Path.Combine(scratch, GlobalsRestored), string.Empty, cancellationToken);
    }

    // Long values compressed by lz4 load and read faster. Every server that knows the setting can read them, and the image that loads them is the one that will serve
    // them; columns keep the default method for what is written later.
    private async Task<string> SessionOptionsAsync(int jobs, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(server.Endpoint, cancellationToken);
        var memory = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024 / 8 / (jobs * DumpFiles.DatabasesAtOnce), 64, 1024);
        var options = $"-c maintenance_work_mem={memory}MB -c synchronous_commit=off";
        return await connection.ScalarAsync<bool>(KnowsLz4, cancellationToken) ? options + " -c default_toast_compression=lz4" : options;
    }

    private async Task ReportWhileAsync(Task work, string database, DumpManifest manifest, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(work, Task.Delay(Interval, CancellationToken.None)) != work)
        {
            if (await FindSizeAsync(manifest.Databases, cancellationToken) is { } size)
                context.Progress.Report(new StepProgress($"restoring '{database}'", size, manifest.Size is { } all ? Math.Max(size, all) : null, ProgressUnit.Bytes));
        }

        await work;
    }

    // A server that is busy restoring may not answer in time, and cannot measure a database that is just dropped: what becomes of the restore, the restore itself says.
    private async Task<long?> FindSizeAsync(IReadOnlyList<string> databases, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await PinnedSession.OpenOnceAsync(server.Endpoint, cancellationToken);
            var sizes = await connection.QueryAsync(Sizes, row => (Database: row.GetString(0), Bytes: row.GetInt64(1)), cancellationToken);
            return sizes.Where(size => databases.Contains(size.Database, StringComparer.Ordinal)).Sum(size => size.Bytes);
        }
        catch (Exception failure) when (failure is HopguardException or NpgsqlException or OperationCanceledException)
        {
            return null;
        }
    }
}
