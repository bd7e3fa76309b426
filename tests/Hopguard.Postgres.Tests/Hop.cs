using Hopguard.Containers.Steps;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Handlers;
using Hopguard.Postgres.Restores;
using Hopguard.Postgres.Stopping;
using Hopguard.Postgres.Verification;

namespace Hopguard.Postgres.Tests;

/// <summary>The database steps of the hop against a deployed server.</summary>
internal sealed class Hop(PostgresFixture fixture, Deployed deployed)
{
    /// <summary>The hop's own dump.</summary>
    public static DumpDatabase Dump { get; } = new() { Id = "dump-database", Store = Name.Of("database"), As = Name.Of("dump") };

    private readonly DumpDatabaseHandler _dump = new(fixture.Engine, deployed.Compose, new VolumeContents(fixture.Engine), new Freshness(fixture.Engine, [new UnchangedServer(fixture.Engine)]), TimeProvider.System);
    private readonly RestoreDatabaseHandler _restore = new(fixture.Engine, deployed.Compose, TimeProvider.System);

    public CopyEvidence Copy => deployed.Context.Evidence.Copy("dump");

    public Task<StepOutcome> DumpAsync(DumpDatabase? step = null) => deployed.DoAsync(_dump, step ?? Dump);

    public Task<StepOutcome> RestoreAsync(string into = "trial") => deployed.DoAsync(_restore, Restore(into));

    /// <summary>The newer version was about to start on what was dumped, and did.</summary>
    public async Task BeginTargetAsync()
    {
        deployed.Context.Evidence.Save(UnchangedEvidence.FileName("dump"), new UnchangedEvidence("dump", "start-services", TimeProvider.System.GetUtcNow()));
        await deployed.StartServerAsync();
    }

    /// <summary>What is done for the restore before its turn.</summary>
    public Task<StepOutcome?> PrepareAsync(CancellationToken cancellationToken = default) => ((IPreparation)_restore).PrepareAsync(Restore("trial"), deployed.Context, cancellationToken);

    /// <summary>Records the proof with the copy, and puts a server of the deployment on the trial's volume, as a promotion does.</summary>
    public async Task PromoteAsync()
    {
        deployed.Context.Evidence.SaveCopy(Copy with { Verification = new CopyVerification("trial", TimeProvider.System.GetUtcNow(), "equal") });
        await fixture.Lab.DockerAsync("stop", deployed.Trial.Container, deployed.Server.Container);
        await fixture.Lab.DockerAsync("rm", deployed.Trial.Container);
        await fixture.Lab.DockerAsync(
            "run", "--detach", "--name", deployed.Trial.Container, "--label", $"{LabImage.Label}=test", "--label", $"com.docker.compose.project={deployed.Project}",
            "--label", "com.docker.compose.service=cvat_db", "--env", "POSTGRES_USER=root", "--volume", $"{deployed.Trial.Volume}:/var/lib/postgresql/data", LabImage.Postgres15.Tag);
    }

    public Task<StepOutcome> VerifyStoreAsync() => deployed.DoAsync(
        new VerifyStoreHandler(fixture.Engine, TimeProvider.System), new VerifyStore { Id = "verify-store", Store = Name.Of("database"), Against = Name.Of("dump") });

    public Task<StepOutcome> VerifyAsync(string by = "trial") =>
        new DumpVerifier(fixture.Engine, TimeProvider.System).VerifyAsync(new VerifyCopy { Id = "verify-copy", Copy = Name.Of("dump"), By = Name.Of(by) }, Copy, deployed.Context, CancellationToken.None);

    public Task<Probe> ProbeDumpAsync() => ((IStepHandler)_dump).ProbeAsync(Dump, deployed.Context, CancellationToken.None);

    public Task<Probe> ProbeRestoreAsync() => ((IStepHandler)_restore).ProbeAsync(Restore("trial"), deployed.Context, CancellationToken.None);

    public Task<string> UndoDumpAsync() => ((IStepHandler)_dump).UndoAsync(Dump, deployed.Context, CancellationToken.None);

    public Task<string> UndoRestoreAsync(string into = "trial") => ((IStepHandler)_restore).UndoAsync(Restore(into), deployed.Context, CancellationToken.None);

    public ComparisonEvidence Comparison(string step = "verify-copy") => deployed.Context.Evidence.Find<ComparisonEvidence>(ComparisonEvidence.FileName(step))!;

    public Task<string> AskTrialAsync(string sql, string database = "cvat") => fixture.Lab.DockerAsync(
        "exec", deployed.Trial.Container, "psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--username", "root", "--dbname", database, "--command", sql);

    /// <summary>The dump's file of rows that holds a text.</summary>
    public string DataFile(string text) => Directory.GetFiles(Copy.Folder, "*.dat", SearchOption.AllDirectories).Single(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal));

    /// <summary>Changes a file of the dump, with or without the evidence keeping up.</summary>
    public async Task RewriteAsync(string file, Func<string, string> change, bool rehash)
    {
        await File.WriteAllTextAsync(file, change(await File.ReadAllTextAsync(file)));
        if (rehash)
            deployed.Context.Evidence.SaveCopy(Copy with { Files = await EvidenceStore.HashFolderAsync(Copy.Folder, deployed.Context.Progress, CancellationToken.None) });
    }

    private static RestoreDatabase Restore(string into) => new() { Id = "restore-database", Copy = Name.Of("dump"), Into = Name.Of(into), PostgreSql = 15 };
}
