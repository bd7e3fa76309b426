using System.ComponentModel;
using Cake.Common.Diagnostics;
using Cake.Frosting;
using Hopguard.Lab;
using Hopguard.Tasks;
using Hopguard.Tasks.Options;

namespace Hopguard.DevTasks.LabUp;

/// <summary>Brings up a lab deployment to try things on by hand.</summary>
[TaskName("LabUp")]
[Category("Development")]
[TaskDescription("Brings up a filled CVAT 2.2.0 to try things on by hand, and says how to reach it; LabDown takes it down")]
public sealed class LabUpTask : AsyncFrostingTask<HopguardContext>
{
    private const string UpgradeTarget = "UpgradeCvat";

    /// <inheritdoc />
    public override async Task RunAsync(HopguardContext context)
    {
        void Say(string line) => context.Information("lab: {0}", line);
        var lab = await StandingLab.UpAsync(Path.Combine(Path.GetTempPath(), "hopguard-lab-by-hand"), LabSize.Small, Say, context.Cancellation);
        Say($"to upgrade it: {context.Entrance.Command($"--target={UpgradeTarget}", $"--to={lab.Start.Targets[0]}", $"--{OptionCatalogue.Deployment.Name}={lab.Source}", $"--{OptionCatalogue.Source.Name}={lab.Archive.Path}", $"--{OptionCatalogue.SourceSha256.Name}={lab.Archive.Sha256}")}");
    }
}
