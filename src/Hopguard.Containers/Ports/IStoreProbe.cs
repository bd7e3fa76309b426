using Hopguard.Engine;
using Hopguard.Engine.Ports;
using Hopguard.Plans.Model;

namespace Hopguard.Containers.Ports;

/// <summary>What the engine asks of a store's server, whatever its kind. Implemented once per <see cref="StoreKind"/> that has a server worth asking.</summary>
public interface IStoreProbe
{
    /// <summary>The kind of store it knows.</summary>
    StoreKind Kind { get; }

    /// <summary>Waits until the server in the container answers over TCP and is the start of it that was looked at before.</summary>
    /// <exception cref="HopguardException">It does not within the time limit given; the message holds the end of its log.</exception>
    Task WaitUntilReadyAsync(string container, TimeSpan timeLimit, IProgress<StepProgress> progress, CancellationToken cancellationToken);

    /// <summary>The major of the server in the container, as it tells it.</summary>
    Task<int> ReadMajorAsync(string container, CancellationToken cancellationToken);

    /// <summary>What was set on the server in the container itself, and is in no dump: one clause each, with how it was set.</summary>
    Task<IReadOnlyList<string>> FindOwnSettingsAsync(string container, CancellationToken cancellationToken);

    /// <summary>Bytes that a dump or a restore of the store has to reckon with.</summary>
    Task<long> MeasureAsync(string container, CancellationToken cancellationToken);

    /// <summary>
    /// Why the store's new server could not be used with what the old one in the container holds, given the service that the target makes of it: a user, a password
    /// or a database that its environment names and the old server does not have. One clause each, with what to do; never a secret.
    /// </summary>
    /// <param name="container">The container of the old server.</param>
    /// <param name="target">The service; what it mounts of the host stands where it can be read now.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<IReadOnlyList<string>> FindUnusableAsync(string container, ComposeService target, CancellationToken cancellationToken);

    /// <summary>
    /// Why services of the target could not log in to the store: a role, a password or a database that they are told and the old server in the container does not have. One clause each, with what to
    /// do; never a secret.
    /// </summary>
    /// <param name="container">The container of the old server.</param>
    /// <param name="logins">What the services are told.</param>
    /// <param name="fresh">The service of the target where its server begins on a data folder of its own; null where it gets that of the old one, with its rules for who may connect.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<IReadOnlyList<string>> FindRefusedAsync(string container, IReadOnlyList<StoreLogin> logins, ComposeService? fresh, CancellationToken cancellationToken);

    /// <summary>
    /// What changes in the order or the format of data where another image serves the data folder of the old server in the container; null where nothing does, where nothing that the
    /// server holds depends on it, or where an image does not say what it is built on. Both images are asked themselves, in containers without a network.
    /// </summary>
    Task<ChangedBase?> FindChangedBaseAsync(string container, string image, ContainerOwner owner, CancellationToken cancellationToken);

    /// <summary>The rows that a query gives, in a transaction that cannot write and for a few seconds at most; an empty text for a null.</summary>
    /// <exception cref="HopguardException">The server does not answer, or does not understand the query.</exception>
    Task<IReadOnlyList<IReadOnlyList<string>>> QueryAsync(string container, string database, string query, CancellationToken cancellationToken);

    /// <summary>
    /// The first rows that a question to the application's own tables finds, in a transaction that cannot write and for a few minutes at most; an empty text for a null. Null where a table or
    /// column that it names is not there: another version has it.
    /// </summary>
    /// <param name="container">The server's container.</param>
    /// <param name="database">The database in it.</param>
    /// <param name="query">The question.</param>
    /// <param name="most">How many rows at most.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="HopguardException">The server does not answer, or does not understand the query.</exception>
    Task<IReadOnlyList<IReadOnlyList<string>>?> FindRowsAsync(string container, string database, string query, int most, CancellationToken cancellationToken);

    /// <summary>Clients connected now, other than Hopguard's own sessions.</summary>
    Task<IReadOnlyList<StoreClient>> ListClientsAsync(string container, CancellationToken cancellationToken);
}

/// <summary>What an old and a new image of a store are built on, where they differ: <c>glibc 2.31</c>, <c>ICU 67</c>, <c>PostgreSQL 15</c>.</summary>
public sealed record ChangedBase(string Before, string Now);

/// <summary>Clients that are about to leave.</summary>
public static class LingeringClients
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Those that are connected still after the time given; asked once where nobody is.</summary>
    public static Task<IReadOnlyList<StoreClient>> ListLingeringClientsAsync(
        this IStoreProbe probe, string container, TimeSpan timeLimit, TimeProvider clock, CancellationToken cancellationToken) =>
        WaitAsync(() => probe.ListClientsAsync(container, cancellationToken), timeLimit, clock, cancellationToken);

    /// <inheritdoc cref="ListLingeringClientsAsync(IStoreProbe, string, TimeSpan, TimeProvider, CancellationToken)"/>
    public static Task<IReadOnlyList<StoreClient>> ListLingeringClientsAsync(
        this IExternalServers servers, ExternalStore store, TimeSpan timeLimit, TimeProvider clock, CancellationToken cancellationToken) =>
        WaitAsync(() => servers.ListClientsAsync(store, cancellationToken), timeLimit, clock, cancellationToken);

    private static async Task<IReadOnlyList<StoreClient>> WaitAsync(Func<Task<IReadOnlyList<StoreClient>>> list, TimeSpan timeLimit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (true)
        {
            var clients = await list();
            if (clients.Count == 0 || clock.GetElapsedTime(began) > timeLimit)
                return clients;

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}

/// <summary>Somebody who is connected to a store's server.</summary>
/// <param name="Session">Tells this connection from every other one, an earlier one of the same client included.</param>
/// <param name="Text">Who it is, as one readable line.</param>
/// <param name="Address">Where it connects from; null for one that came over the server's own socket.</param>
public sealed record StoreClient(string Session, string Text, string? Address)
{
    /// <summary>Whether the server tells whoever asks no more of it than that it is there: neither where it connects from nor since when.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The readable line.</summary>
    public override string ToString() => Text;
}
