using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>What steps with volumes begin with: a shop that holds something, and a verified trial of its database.</summary>
internal static class FilledShop
{
    /// <summary>Starts a shop with a file in <c>media</c> and a version of PostgreSQL in <c>db</c>.</summary>
    public static async Task<Shop> StartAsync(DockerLab lab)
    {
        var shop = await Shop.StartAsync(lab);
        await lab.ShellAsync(shop.Volume("media"), "echo image > picture");
        await lab.ShellAsync(shop.Volume("db"), "echo 10 > PG_VERSION");
        return shop;
    }

    /// <summary>Stops the shop, and gives its run a dump with a file, verified by a trial that holds data of the new major.</summary>
    public static async Task<DeploymentSnapshot> TrialAsync(this DockerLab lab, Shop shop, RetireVolume step, string server = "trap 'exit 0' TERM; while :; do sleep 0.1; done")
    {
        var before = await shop.InspectAsync();
        await shop.Compose.StopAsync(shop.Project, [], CancellationToken.None);
        var context = shop.Context(before, step);
        var folder = Directory.CreateDirectory(context.Folder.Copy("dump")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "dump.dat"), "dump");
        context.Evidence.SaveCopy(new CopyEvidence
        {
            Name = "dump",
            Kind = CopyEvidence.Dump,
            Stores = ["database"],
            TakenAt = DateTimeOffset.UtcNow,
            Folder = folder,
            Files = await EvidenceStore.HashFolderAsync(folder, context.Progress, CancellationToken.None),
            Verification = new CopyVerification("trial", DateTimeOffset.UtcNow, "equal"),
        });
        var trial = $"{shop.Name}-trial";
        await lab.Engine.CreateVolumeAsync(trial, context.Labels("trial"), CancellationToken.None);
        await lab.ShellAsync(trial, "echo 15 > PG_VERSION");
        await lab.Engine.StartNewAsync(
            new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Name = trial, Command = ["sh", "-c", server], Mounts = [new ContainerMount("volume", trial, "/data", false)], Labels = new Dictionary<string, string> { ["com.docker.compose.project"] = shop.Name } },
            CancellationToken.None);
        context.Evidence.Save(TrialEvidence.FileName("trial"), new TrialEvidence("trial", "database", "dump", trial, trial, DockerLab.Busybox, 15));
        return before;
    }
}
