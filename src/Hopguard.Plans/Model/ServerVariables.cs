namespace Hopguard.Plans.Model;

/// <summary>
/// The variables by which an application's services are told where the server of a PostgreSQL store is. Where they name another server than the store's service, the store lies in an external database.
/// </summary>
public sealed record ServerVariables
{
    /// <summary>The variable with the server's host.</summary>
    public required Name Host { get; init; }

    /// <summary>The one with its TCP port; null where services cannot be told another than 5432.</summary>
    public Name? Port { get; init; }

    /// <summary>The one with the name of the database; null where services cannot be told another.</summary>
    public Name? Database { get; init; }

    /// <summary>The one with the role that services log in as; null where they cannot be told another.</summary>
    public Name? User { get; init; }

    /// <summary>The one with that role's password, or with <c>_FILE</c> behind it the file that holds it; null where the file says nothing of it, and then nobody but the services can log in.</summary>
    public Name? Password { get; init; }
}
