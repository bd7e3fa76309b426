using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Lab;
using Hopguard.Plans.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>What steps with volumes begin with: a shop that holds something, and a verified trial of its database.</summary>
internal static class FilledShop
{
    /// <summary>Starts a shop with a file in <c>media</c> and a version of PostgreSQL in <c>db</c>.</summary>
    public static async Task<Shop> StartAsync(DockerLab lab)
    {
        var shop = await Shop.StartAsync(lab);
        await FillAsync(lab, shop);
        return shop;
    }

    /// <summary>The same behind the stop, which all tests share, one after the other: filled anew for each.</summary>
    public static async Task<Shop> BorrowStoppedAsync(DockerLab lab)
    {
        var shop = await Shop.BorrowStoppedAsync(lab);
        await FillAsync(lab, shop);
        return shop;
    }

    /// <summary>Gives the run of a stopped shop a dump with a file, verified by a trial that holds data of the new major.</summary>
    public static async Task<DeploymentSnapshot> TrialAsync(this DockerLab lab, Shop shop, RetireVolume step, string server = Shop.Idle)
    {
        var before = shop.Inspected!;
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

    private static async Task FillAsync(DockerLab lab, Shop shop)
    {
        var (media, database) = (VolumeAccess.FolderOf(shop.Volume("media")), VolumeAccess.FolderOf(shop.Volume("db")));
        await lab.Lab.Volumes.RunAsync($"find {media} {database} -mindepth 1 -delete; echo image > {media}/picture; echo 10 > {database}/PG_VERSION");
    }
}
