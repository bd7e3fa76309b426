using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Tests.Bed;

namespace Hopguard.Engine.Tests.Runs;

public sealed class KeptTreeTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_deployment_is_found_from_its_kept_tree_until_the_run_is_over()
    {
        var (deployment, kept) = (_folder["cvat"], _folder["cvat_220"]);
        Directory.CreateDirectory(kept);
        var (_, run) = new RunLibrary(deployment + RunLibrary.Suffix).Create(TimeProvider.System);
        using var journal = Journal.Open(run.Journal, TimeProvider.System);
        journal.Append(new JournalEntry.RunStarted("r", "cvat-2.3.0", "hash", Before(deployment), "op"));

        KeptTree.DeploymentOf(kept, stateFolder: null).Should().BeNull("the trees are where they were");
        journal.Append(new JournalEntry.Remembered("switch-source", "kept:old source tree", kept));
        KeptTree.DeploymentOf(kept, stateFolder: null).Should().Be(deployment);
        KeptTree.DeploymentOf(kept, deployment + RunLibrary.Suffix).Should().Be(deployment);
        KeptTree.DeploymentOf(_folder.Path, stateFolder: null).Should().BeNull("it is no kept tree");
        journal.Append(new JournalEntry.RolledBack("2.2.0"));
        KeptTree.DeploymentOf(kept, stateFolder: null).Should().BeNull("the run is over");
    }

    private static DeploymentSnapshot Before(string folder) => new ContainerDetails
    {
        ComposeFiles = [],
        Services = [],
        Stores = new Dictionary<string, StoreSnapshot>(StringComparer.Ordinal),
    }.AddTo(new DeploymentSnapshot
    {
        Project = "cvat",
        Folder = folder,
        EngineId = "engine",
        Version = "2.2.0",
    });

    public void Dispose() => _folder.Dispose();
}
