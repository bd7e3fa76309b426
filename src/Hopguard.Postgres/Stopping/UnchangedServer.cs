using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Steps;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Externals;

namespace Hopguard.Postgres.Stopping;

/// <summary>Proves a cluster unchanged since it was dumped: it lies as its server left it, or was started since and gave out no transaction id.</summary>
public sealed class UnchangedServer(IContainerEngine engine, ExternalServers? externals = null) : IUnchangedProof
{
    /// <inheritdoc />
    public string CopyKind => CopyEvidence.Dump;

    /// <inheritdoc />
    public async Task<string?> FindChangeAsync(CopyEvidence copy, StepContext context, CancellationToken cancellationToken)
    {
        if (ExternalStores.Find(context, copy.Stores[0]) is { } external)
        {
            return await externals!.IsUntouchedAsync(external, copy.Name, context, cancellationToken)
                ? null : $"Store '{copy.Stores[0]}' in {external.Server} was opened again after copy '{copy.Name}' was taken, and may have been written to";
        }

        if (context.Evidence.Find<StoppedServer>(StoppedServer.FileName(copy.Name)) is not { } stopped)
            return $"Copy '{copy.Name}' does not say how its server was stopped";

        var now = await new ControlFileReader(engine).ReadAsync(stopped.Data, stopped.Image, context.Owner("control"), cancellationToken);
        var store = $"Store '{copy.Stores[0]}'";
        return now switch
        {
            _ when now.SystemIdentifier != stopped.Control.SystemIdentifier => $"Volume '{stopped.Data.Source}' holds another cluster than the one that was dumped as '{copy.Name}'",
            { IsShutDown: false } => $"{store} was started again after copy '{copy.Name}' was taken, and is not shut down",
            _ when now.NextTransaction != stopped.Control.NextTransaction => $"{store} was started again and written to after copy '{copy.Name}' was taken",
            _ => null,
        };
    }
}
