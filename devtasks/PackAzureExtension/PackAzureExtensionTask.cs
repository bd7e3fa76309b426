using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.DevTasks.GenerateDocs;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.PackAzureExtension;

/// <summary>Packs the tasks for Azure Pipelines into an extension that an organization can install.</summary>
[TaskName("PackAzureExtension")]
[Category("Development")]
[TaskDescription("Packs the tasks for Azure Pipelines into artifacts/azure/*.vsix, for the publisher that --publisher names")]
public sealed class PackAzureExtensionTask : AsyncFrostingTask<HopguardContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        var root = Repository.FindRoot();
        var artifacts = Path.Combine(root, "artifacts/azure");
        var extension = new AzureExtension(root, Path.Combine(artifacts, "extension"));
        await extension.StageAsync(context.Cancellation);
        var package = await extension.PackAsync(context.Options.Text(OptionCatalogue.Publisher) ?? AzureTasks.Publisher, artifacts, context.Cancellation);
        context.Information("Packed: {0}, {1:0.0} MiB", package, new FileInfo(package).Length / (1024d * 1024));
    }
}
