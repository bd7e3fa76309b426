using Hopguard.Containers.Ports;
using Hopguard.Containers.Steps;
using Hopguard.Engine;
using Hopguard.Engine.Claims;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Postgres.Comparison;
using Hopguard.Postgres.Connections;
using Hopguard.Postgres.Fingerprints;
using Hopguard.Postgres.Servers;
using Npgsql;

namespace Hopguard.Postgres.Externals;

/// <summary>
/// Tries, while the application serves, what a rollback will have to do on a server where the role may do little: make a database like the one that is the store, and bring every definition of that back in it.
/// Extensions, owners and comments are refused there, or nowhere; privileges that the role may not give are left out with a mere warning, so what came of it is compared.
/// </summary>
internal sealed class ExternalRehearsal(IContainerEngine engine, FingerprintReader fingerprints, ExternalStore store, StepContext context)
{
    private const int MarkLength = 12;
    private const string Script = """pg_dump --schema-only --format=custom --file=/hopguard/schema "$1" && pg_restore --exit-on-error --dbname="$2" /hopguard/schema""";

    /// <summary>What is refused; null where nothing is.</summary>
    public async Task<StepOutcome.Failed?> FindAsync(PostgreSqlEndpoint database, string image, CancellationToken cancellationToken)
    {
        if (await ExternalPrecheck.FindMissingRightAsync(database, cancellationToken) is { } right)
            return right;

        var copy = CopyOf(database);
        string? trouble;
        var scratch = Directory.CreateDirectory(context.Folder.PartialCopy("rehearsal")).FullName;
        try
        {
            await copy.CreateAsync(cancellationToken);
            await new ToolRunner(engine, image, database, ExternalTrial.HostNetwork, scratch, context.Owner("rehearsal"))
                .RunAsync("Rehearsal of the rollback", ["sh", "-c", Script, "sh", ConnectionText.Of(database.Database), ConnectionText.Of(copy.Endpoint.Database)], cancellationToken);
            trouble = await FindDifferencesAsync(database, copy.Endpoint, cancellationToken);
        }
        catch (Exception refused) when (refused is PostgresException or HopguardException && !cancellationToken.IsCancellationRequested)
        {
            trouble = (refused as PostgresException)?.MessageText ?? refused.Message;
        }
        finally
        {
            CleanUp.Folder(scratch);
            await copy.DropAsync(CancellationToken.None);
        }

        return trouble is null ? null : new StepOutcome.Failed(
            $"{store.Server} could not be brought back as user '{database.User}' after an upgrade: {trouble}",
            $"Let the server's administrator give '{database.User}' the right to do that, or do the upgrade with the database in the project");
    }

    /// <summary>Drops what a run of this deployment left that was killed in the middle.</summary>
    public Task ForgetAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken) => CopyOf(database).DropAsync(cancellationToken);

    // Named after the state folder, so that whichever run comes next finds it, and none of another deployment.
    private DatabaseCopy CopyOf(PostgreSqlEndpoint database) =>
        new(database, DatabaseCopy.NameOf(database.Database, "rehearsed", StateIdentity.Find(RunLibrary.Of(context.Options).StateFolder)?[..MarkLength] ?? context.RunId));

    private async Task<string?> FindDifferencesAsync(PostgreSqlEndpoint database, PostgreSqlEndpoint copy, CancellationToken cancellationToken)
    {
        var before = FingerprintNames.Rename(await fingerprints.ReadDefinitionsAsync(database, cancellationToken), database.Database, copy.Database);
        var now = await fingerprints.ReadDefinitionsAsync(copy, cancellationToken);
        var found = await Canonicaliser.ReduceAsync([.. FingerprintComparison.Compare(before, now).Where(difference => !ComesWithRows(difference))], now, copy, cancellationToken);
        return found.Count == 0 ? null : Difference.First(found);
    }

    // Without rows a materialised view is empty, and there are no large objects that something is said of.
    private static bool ComesWithRows(Difference difference) => difference is { Kind: "view", Attribute: "populated" }
        || difference.Name.StartsWith("large object ", StringComparison.Ordinal);
}
