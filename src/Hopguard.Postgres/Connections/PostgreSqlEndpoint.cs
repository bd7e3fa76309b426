using Npgsql;

namespace Hopguard.Postgres.Connections;

/// <summary>Where a server is reached, and as whom. Lives in memory only: the password is never written anywhere.</summary>
/// <param name="Subject">The server for messages: <c>store 'database'</c>, <c>trial 'trial'</c>.</param>
/// <param name="Host">Address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="User">A superuser, since fingerprints and dumps read everything, roles included; where <see cref="Only"/> one database counts, who owns that.</param>
/// <param name="Password">Its password, or null where the server asks for none.</param>
/// <param name="Database">The database to connect to first.</param>
public sealed record PostgreSqlEndpoint(string Subject, string Host, int Port, string User, string? Password, string Database)
{
    /// <summary>The name under which Hopguard's own sessions appear on the server.</summary>
    public const string ApplicationName = "hopguard";

    /// <summary>
    /// The one database that is looked at, where the server is not the deployment's: what else is on it is somebody else's, and the user need be no superuser. Null for the whole cluster.
    /// </summary>
    public string? Only { get; init; }

    /// <summary>The variable that tells services the password, for messages; null where nothing says which it is.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>
    /// Whether the address is still that of the container whose server is meant, asked once a session is open: engines give the addresses of containers that ended to others. Null where the address is no
    /// container's.
    /// </summary>
    internal Func<CancellationToken, Task<bool>>? IsItsOwn { get; init; }

    /// <summary>What the tools of PostgreSQL need in their environment to reach the server.</summary>
    public IReadOnlyDictionary<string, string> ToolEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PGHOST"] = Host,
            ["PGPORT"] = $"{Port}",
            ["PGUSER"] = User,
            ["PGAPPNAME"] = ApplicationName,
            ["LC_ALL"] = "C",
        };
        if (Password is not null)
            environment["PGPASSWORD"] = Password;

        return environment;
    }

    /// <summary>The same server, another database.</summary>
    public PostgreSqlEndpoint In(string database) => this with { Database = database };

    /// <summary>Without the password, so that no message or debugger line can hold it.</summary>
    public override string ToString() => $"{Subject} at {Host}:{Port}";

    internal string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = User,
        Password = Password,
        Database = Database,
        ApplicationName = ApplicationName,
        Pooling = false,
        Timeout = 10,
        CommandTimeout = 0,
        KeepAlive = 30,
        // Whole databases are read through it: with the usual 8 KiB the threads are woken for each page of a table.
        ReadBufferSize = 256 * 1024,
    }.ConnectionString;
}
