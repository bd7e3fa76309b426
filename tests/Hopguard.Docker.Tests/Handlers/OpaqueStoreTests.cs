using System.Collections.Immutable;
using Hopguard.Docker.Handlers;
using Hopguard.Docker.Volumes;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Lab;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>A real Redis whose keys matter: its files are copied while it is stopped, and come back with a rollback.</summary>
[Collection(nameof(DockerLabCollection))]
public sealed class OpaqueStoreTests(DockerLab lab)
{
    private readonly BackUpVolumes _backup = new() { Id = "backup", Stores = [Name.Of("sessions")], As = Name.Of("files") };

    [Fact]
    public async Task Keys_come_back_with_the_archive_and_those_of_the_newer_version_are_kept()
    {
        await using var shop = await StartAsync();
        await RedisAsync(shop, "set", "greeting", "hello");
        var context = shop.Context(await shop.InspectAsync(), _backup);
        var (backup, verifier) = (new BackUpVolumesHandler(lab.Engine, shop.Freshness), new ArchiveVerifier(lab.Engine));
        (await backup.FailAsync(context)).Should().Contain("is in use by").And.Contain(shop.Container("cache"));

        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
        await backup.SucceedAsync(context);
        var verify = new VerifyCopy { Id = "verify", Copy = _backup.As, By = Name.Of(VerifyCopy.ReadBack) };
        (await verifier.VerifyAsync(verify, context.Evidence.Copy("files"), context, CancellationToken.None)).Should().BeOfType<StepOutcome.Done>();

        await shop.Compose.UpAsync(shop.Project, ["cache"], start: true, withDependencies: false, CancellationToken.None);
        (await shop.Freshness.RefuseChangedAsync("files", context, CancellationToken.None))!.What.Should().Contain(shop.Container("cache"));
        context.Evidence.Save(UnchangedEvidence.FileName("files"), new UnchangedEvidence("files", "start", DateTimeOffset.UtcNow));
        await RedisAsync(shop, "set", "greeting", "changed");
        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);

        (await backup.UndoAsync(context)).Should().StartWith("store 'sessions' was restored from copy 'files'");

        await shop.Compose.UpAsync(shop.Project, ["cache"], start: true, withDependencies: false, CancellationToken.None);
        (await RedisAsync(shop, "get", "greeting")).Should().Be("hello");
        (await lab.ShellAsync($"{shop.Volume("sessions")}-abandoned-sessions-backup-{shop.Name}", "ls")).Should().Contain("dump.rdb");
    }

    private async Task<Shop> StartAsync()
    {
        var shop = Shop.Lay(lab, ["compose.yml"]);
        shop.Known = Shop.Application with
        {
            Services = Shop.Application.Services.Add("cache", new Service("cache", ["sessions"], default)),
            Stores = ImmutableDictionary<string, Store>.Empty.Add("sessions", new Store { Name = "sessions", Kind = StoreKind.Redis, Service = "cache", Volume = "sessions" }),
        };
        shop.Write("compose.yml", Shop.File("1.0.0").Replace("volumes: { db: , media: }", $$"""
              cache: { image: "{{LabImage.Redis.Tag}}", restart: always, labels: { hopguard.lab: docker-tests }, volumes: ["sessions:/data"] }
            volumes: { db: , media: , sessions: }
            """, StringComparison.Ordinal));
        await shop.StartAsync();
        return shop;
    }

    private async Task<string> RedisAsync(Shop shop, params string[] command)
    {
        // Answers only when it has loaded its file.
        for (var left = 50; ; left--)
        {
            var result = await shop.Compose.ExecAsync(shop.Project, "cache", ["redis-cli", .. command], onLine: null, CancellationToken.None);
            if (result.ExitCode == 0 && !result.Output.Contains("LOADING", StringComparison.Ordinal))
                return result.Output.Trim();
            if (left == 0)
                throw new InvalidOperationException(result.Error);
            await Task.Delay(100);
        }
    }
}
