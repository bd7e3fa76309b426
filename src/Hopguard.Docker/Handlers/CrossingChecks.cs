using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Handlers;

/// <summary>Asks the databases of the running version what the releases on the way want to know of them: rows that would stop a migration, or be lost by it.</summary>
internal sealed class CrossingChecks(IContainerEngine engine, StoreProbes probes, IExternalServers? externals)
{
    // Enough to see what they are; whoever mends them asks the same question by himself.
    private const int MostRows = 20;

    /// <summary>What would stop a migration, one clause for each check that finds something; what a migration will lose is a warning, and the notes of releases go to the log.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(StepContext context, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        foreach (var release in CrossedReleases.Of(context))
        {
            foreach (var text in release.Before)
                context.Log($"before {release.Version}: {text}");

            foreach (var check in release.Checks)
            {
                if (await AskAsync(check, release, context, cancellationToken) is not { } found)
                    continue;
                if (check.Warns)
                    context.Warn(found);
                else
                    problems.Add(found);
            }
        }

        return problems;
    }

    private async Task<string?> AskAsync(CrossingCheck check, Release release, StepContext context, CancellationToken cancellationToken)
    {
        if (!context.Before.Stores.TryGetValue(check.Store, out var store))
            return null;

        var rows = ExternalStores.Find(context, check.Store) is { } external
            ? await externals!.FindRowsAsync(external, check.Query, MostRows + 1, cancellationToken)
            : await probes.Of(context.Application.Stores[check.Store])
                .FindRowsAsync((await ServiceContainers.FindAsync(engine, store.Service, context, cancellationToken)).Name, check.Database, check.Query, MostRows + 1, cancellationToken);
        if (rows is null)
        {
            context.Log($"before {release.Version}: {check.What}: cannot be known, since version {context.Before.Version} has no such tables or columns yet");
            return null;
        }

        if (rows.Count == 0)
            return null;

        var shown = string.Join(", ", rows.Take(MostRows).Select(row => $"({string.Join(", ", row)})").Concat(rows.Count > MostRows ? ["…"] : Array.Empty<string>()));
        var count = rows.Count > MostRows ? $"more than {MostRows} rows" : Counts.Of(rows.Count, "row");
        return $"before {release.Version}: {check.What}: {count}: {shown} ({check.Remedy})";
    }
}
