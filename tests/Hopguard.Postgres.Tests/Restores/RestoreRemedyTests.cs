using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;
using Hopguard.Postgres.Tests.Servers;
using Hopguard.Postgres.Verification;
using NSubstitute;

namespace Hopguard.Postgres.Tests.Restores;

/// <summary>A restore or its proof that is refused, and what the refusal says is to be done: with that, the trial is restored and proved equal.</summary>
[Collection(nameof(PostgresCollection))]
public sealed class RestoreRemedyTests(PostgresFixture fixture)
{
    private const string Correct = "Correct image and settings of service 'cvat_db' in the target's compose files";

    [Fact]
    public async Task A_trial_that_cannot_be_made_ready_is_made_of_a_corrected_target()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        Func<Task> Image(string image) => Now(() => deployed.TargetImage = image);
        Func<Task> Setting(string? value) => Now(() =>
        {
            deployed.TargetEnvironment.Remove("POSTGRES_INITDB_ARGS");
            if (value is not null)
                deployed.TargetEnvironment["POSTGRES_INITDB_ARGS"] = value;
        });

        await Remedies.LeadsOutInTurnAsync(
            () => hop.PrepareAsync(),
            (Image("localhost:9/none:1"), "Image 'localhost:9/none:1' of store 'database' is not on the engine", "docker pull localhost:9/none:1", Image("postgres:15-alpine")),
            (Image("postgres:10-alpine"), "Image 'postgres:10-alpine' is PostgreSQL 10, but the plan expects 15", "Check the target's compose files against the plan", Image("postgres:15-alpine")),
            (Setting("--no-such-option"), "PostgreSQL of trial 'trial' ended with exit code 1; its log ends with:*", Correct, Setting(null)));
    }

    [Fact]
    public async Task A_trial_is_restored_once_its_copy_its_place_and_its_network_are_right()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        var hop = new Hop(fixture, deployed);
        await hop.PrepareAsync();
        await hop.DumpAsync();
        var (rows, whole) = (hop.DataFile("task 77\n"), await File.ReadAllTextAsync(hop.DataFile("task 77\n")));
        var dumped = deployed.Context.Evidence.Find<Fingerprint>(Fingerprint.FileName("dump"))!;
        var trial = await hop.AskTrialAsync("SELECT system_identifier FROM pg_control_system()");
        var hasVolume = true;
        deployed.Compose.ConfigAsync(default!, default).ReturnsForAnyArgs(_ => Rendered(deployed, hasVolume));

        await Remedies.LeadsOutInTurnAsync(
            () => hop.RestoreAsync(),
            (Now(() => deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped with { Server = dumped.Server with { SystemIdentifier = trial } })), "At the address of trial 'trial' the server of store 'database' answers",
                "Run the same command again: it makes the trial anew", Now(() => deployed.Context.Evidence.Save(Fingerprint.FileName("dump"), dumped))),
            (() => File.WriteAllTextAsync(rows, "cut"), "Copy 'dump' is damaged: *", "Check the disk it lies on, and take the dump again", () => File.WriteAllTextAsync(rows, whole)),
            (Now(() => hasVolume = false), "Service 'cvat_db' of the target version does not mount volume '*' of store 'database'", "Check the target's compose files", Now(() => hasVolume = true)),
            (() => fixture.Lab.DockerAsync("network", "disconnect", "bridge", deployed.Server.Container), $"Container '{deployed.Server.Container}' of store 'database' is on no network",
                "Connect it with 'docker network connect', then run the same command again", () => fixture.Lab.DockerAsync("network", "connect", "bridge", deployed.Server.Container)),
            (() => fixture.Lab.DockerAsync("volume", "create", deployed.Trial.Volume), $"Volume '{deployed.Trial.Volume}' exists and is not of this run", "Look at what it holds, then rename or remove it",
                () => fixture.Lab.DockerAsync("volume", "rm", deployed.Trial.Volume)));

        var by = "none";
        await Remedies.LeadsOutAsync(() => hop.VerifyAsync(by), "Trial 'none' was not made in this run", "Run the step that restores the copy first", () => by = "trial");

        var evidence = deployed.Context.Evidence.Find<TrialEvidence>(TrialEvidence.FileName("trial"))!;
        var fingerprint = deployed.Context.Folder.Evidence(Fingerprint.FileName("dump"));
        await Remedies.LeadsOutInTurnAsync(
            () => hop.VerifyAsync(),
            (Now(() => File.Move(fingerprint, fingerprint + ".aside")), "Copy 'dump' has no fingerprint in this run", "Run the step that takes it first", Now(() => File.Move(fingerprint + ".aside", fingerprint))),
            (Now(() => deployed.Context.Evidence.Save(TrialEvidence.FileName("trial"), evidence with { Cluster = "1" })), "At the address of trial 'trial' another server answers than the one that was restored into",
                "Run the same command again: it asks the engine anew where the trial is", Now(() => deployed.Context.Evidence.Save(TrialEvidence.FileName("trial"), evidence))),
            (() => hop.AskTrialAsync("DELETE FROM engine_job WHERE id = 7"), "What trial 'trial' holds is not what copy 'dump' was taken from: *", "The dump and the store it came from are untouched", () => hop.RestoreAsync()));
    }

    [Fact]
    public async Task A_store_that_is_not_the_promoted_cluster_is_mounted_again()
    {
        await using var deployed = await Deployed.StartAsync(fixture, Sample.Small);
        await new Hop(fixture, deployed).DumpAsync();
        await deployed.StartServerAsync();
        var copied = deployed.Context.Evidence.Find<Fingerprint>(Fingerprint.FileName("dump"))!;
        deployed.Context.Evidence.Save(Fingerprint.FileName("trial"), copied with { Server = copied.Server with { SystemIdentifier = "1" } });

        await Remedies.LeadsOutAsync(
            () => deployed.DoAsync(new VerifyStoreHandler(fixture.Engine, TimeProvider.System), new VerifyStore { Id = "verify-store", Store = Name.Of("database"), Against = Name.Of("dump") }),
            "Store 'database' is not the cluster that was restored and promoted", "Look which volume its container mounts", () => deployed.Context.Evidence.Save(Fingerprint.FileName("trial"), copied));
    }

    [Fact]
    public async Task A_tool_runs_where_the_engine_sees_its_folder_and_the_server_is_the_one_that_is_meant()
    {
        await using var deployed = await Deployed.StartAsync(fixture);
        var folder = Directory.CreateTempSubdirectory("hopguard-").FullName;
        var (engine, cluster) = (new ElsewhereEngine(fixture.Engine, folder).Engine, string.Empty);
        async Task RunAsync()
        {
            var server = await ServerContainer.FindAsync(fixture.Engine, deployed.Server.Container, "store 'database'", CancellationToken.None);
            await new ToolRunner(engine, LabImage.Postgres15.Tag, server.Endpoint, server.Network, folder, deployed.Context.Owner("test")) { Cluster = cluster }.RunAsync("Test", ["true"], CancellationToken.None);
        }

        await Remedies.LeadsOutAsync(
            RunAsync, $"The container engine does not see folder '{folder}'", "Run Hopguard on the engine's own host, with the state folder on a disk that the engine can mount", () => engine = fixture.Engine);
        cluster = "1";
        await Remedies.LeadsOutAsync(
            RunAsync, "Test was not begun: at * is not the server of store 'database' (cluster 1) any more*", "Run the same command again: it asks the engine anew where the server is", () => cluster = string.Empty);
        Directory.Delete(folder, recursive: true);
    }

    private static ComposeConfiguration Rendered(Deployed deployed, bool hasVolume)
    {
        IReadOnlyList<ContainerMount> mounts = hasVolume ? [new("volume", deployed.Server.Container, "/var/lib/postgresql/data", ReadOnly: false)] : [];
        var service = new Containers.Ports.ComposeService("cvat_db", deployed.TargetImage, null, deployed.TargetEnvironment, mounts, []);
        return new ComposeConfiguration(
            deployed.Project, new Dictionary<string, Containers.Ports.ComposeService>(StringComparer.Ordinal) { ["cvat_db"] = service }, new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal), []);
    }

    private static Func<Task> Now(Action act) => () =>
    {
        act();
        return Task.CompletedTask;
    };
}
