using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Dumps;
using Hopguard.Postgres.Restores;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Tests;

/// <summary>The database steps of the hop against a deployed server.</summary>
internal sealed class Hop(PostgresFixture fixture, Deployed deployed)
{
    private static readonly DumpDatabase Dump = new() { Id = "dump-database", Store = Name.Of("database"), As = Name.Of("dump") };
    private static readonly RestoreDatabase Restore = new() { Id = "restore-database", Copy = Name.Of("dump"), Into = Name.Of("trial"), PostgreSql = 15 };
    private static readonly VerifyCopy Verify = new() { Id = "verify-copy", Copy = Name.Of("dump"), By = Name.Of("trial") };

    private readonly DumpDatabaseHandler _dump = new(fixture.Engine, deployed.Compose, TimeProvider.System);
    private readonly RestoreDatabaseHandler _restore = new(fixture.Engine, deployed.Compose, TimeProvider.System);

    public CopyEvidence Copy => deployed.Context.Evidence.Copy("dump");

    public Task<StepOutcome> DumpAsync() => deployed.DoAsync(_dump, Dump);

    public Task<StepOutcome> RestoreAsync() => deployed.DoAsync(_restore, Restore);

    public Task<StepOutcome> VerifyAsync() =>
        new DumpVerifier(fixture.Engine, TimeProvider.System).VerifyAsync(Verify, Copy, deployed.Context, CancellationToken.None);

    public Task<Probe> ProbeDumpAsync() => ((IStepHandler)_dump).ProbeAsync(Dump, deployed.Context, CancellationToken.None);

    public Task<Probe> ProbeRestoreAsync() => ((IStepHandler)_restore).ProbeAsync(Restore, deployed.Context, CancellationToken.None);

    public Task<string> UndoDumpAsync() => ((IStepHandler)_dump).UndoAsync(Dump, deployed.Context, CancellationToken.None);

    public Task<string> UndoRestoreAsync() => ((IStepHandler)_restore).UndoAsync(Restore, deployed.Context, CancellationToken.None);

    public ComparisonEvidence Comparison() => deployed.Context.Evidence.Find<ComparisonEvidence>(ComparisonEvidence.FileName("verify-copy"))!;

    public Task<string> AskTrialAsync(string sql) => fixture.Lab.DockerAsync(
        "exec", deployed.Trial.Container, "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--username", "root", "--dbname", "cvat", "--command", sql);

    /// <summary>The dump's file of rows that holds a text.</summary>
    public string DataFile(string text) => Directory.GetFiles(Copy.Folder, "*.dat", SearchOption.AllDirectories).Single(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal));

    /// <summary>Changes a file of the dump, with or without the evidence keeping up.</summary>
    public async Task RewriteAsync(string file, Func<string, string> change, bool rehash)
    {
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file)));
        if (rehash)
            deployed.Context.Evidence.SaveCopy(Copy with { Files = await EvidenceStore.HashFolderAsync(Copy.Folder, deployed.Context.Progress, CancellationToken.None) });
    }
}
