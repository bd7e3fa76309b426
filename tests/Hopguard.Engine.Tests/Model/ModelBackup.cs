using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Journals;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Model;

/// <summary>A backup that an earlier run took of the model's deployment: a real run folder with real evidence.</summary>
internal static class ModelBackup
{
    /// <summary>Makes it of what the stores hold now, for a plan that brings one back.</summary>
    /// <returns>Its folder.</returns>
    public static string Make(string path, Plan plan, Application application, DeploymentSnapshot before, ModelWorld world, TimeProvider clock)
    {
        var folder = new RunFolder(path);
        folder.Create();
        using (var journal = Journal.Open(folder.Journal, clock))
        {
            journal.Append(new JournalEntry.RunStarted("earlier", application.Name + "-backup", "hash", before, "somebody"));
            journal.Append(new JournalEntry.RunFinished());
        }

        var evidence = new EvidenceStore(folder);
        foreach (var use in plan.Steps.OfType<UseBackup>())
        {
            var held = use.Stores.Select(store => store.Text).Where(store => before.Stores.GetValueOrDefault(store)?.Volume is not null).ToDictionary(store => store, store => world[before.Store(store).Volume!]);
            var isDump = held.Keys.Any(store => application.Stores[store].Kind == StoreKind.PostgreSql);
            var copy = ModelCopies.TakeAsync(use.As, isDump ? CopyEvidence.Dump : CopyEvidence.Archive, held, folder, evidence, clock).GetAwaiter().GetResult();
            evidence.SaveCopy(copy with { Verification = new CopyVerification("earlier", clock.GetUtcNow(), "equal") });
        }

        return path;
    }
}
