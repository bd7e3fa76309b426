namespace Hopguard.Containers.Snapshots;

/// <summary>
/// A server outside of the project that holds a store: one database of it is the store, and the server itself is somebody else's, which no step stops, moves or replaces. Holds no secret.
/// </summary>
/// <param name="Service">A service that is told it, and whose settings say with which password.</param>
/// <param name="Host">The host, as services are told it.</param>
/// <param name="Address">Where it was reached from the engine's host when it was found: that name, or the address that services found behind it.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Database">The database.</param>
/// <param name="User">The role that services log in as.</param>
public sealed record ExternalServer(string Service, string Host, string Address, int Port, string Database, string User)
{
    /// <summary>The image of the service that resolved its name, which nothing else can; null where this host can.</summary>
    public string? Image { get; init; }

    /// <summary>Networks that the service was on then.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    private const string Beginning = "database '";

    /// <summary>For people.</summary>
    public override string ToString() => $"{Beginning}{Database}' of {Host}:{Port}";

    /// <summary>Whether a text names such a database, and no volume or folder.</summary>
    public static bool IsNamedIn(string place) => place.StartsWith(Beginning, StringComparison.Ordinal);
}
