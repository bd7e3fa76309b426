using Hopguard.Engine.Steps;
using Hopguard.Postgres.Connections;

namespace Hopguard.Postgres.Externals;

/// <summary>What keeps a role from dumping, closing and bringing back a database of a server that is not its own: known before anything is stopped, with what has to be granted.</summary>
internal static class ExternalPrecheck
{
    // By kind, each with what it is about. Superusers have every role and every privilege.
    private const string Query = """
        SELECT kind, coalesce(about, '') FROM (
            SELECT 'standby', NULL WHERE pg_is_in_recovery()
            UNION ALL SELECT 'database', d.datname::text FROM pg_database d WHERE d.datname = current_database() AND NOT pg_has_role(d.datdba, 'USAGE')
            UNION ALL SELECT 'owner', c.oid::regclass::text
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT pg_has_role(c.relowner, 'USAGE')
                AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            UNION ALL SELECT 'rows', c.oid::regclass::text
            FROM pg_class c JOIN pg_roles r ON r.rolname = current_user WHERE c.relforcerowsecurity AND NOT r.rolbypassrls AND NOT r.rolsuper
            UNION ALL SELECT 'subscription', s.subname::text FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database()
            UNION ALL SELECT 'server', s.srvname::text FROM pg_foreign_server s
            UNION ALL SELECT 'large objects', NULL WHERE EXISTS (SELECT FROM pg_largeobject_metadata) AND NOT has_table_privilege('pg_largeobject', 'SELECT')
            UNION ALL SELECT 'tablespace', t.spcname::text
            FROM pg_tablespace t WHERE t.oid >= 16384 AND t.oid IN (SELECT dattablespace FROM pg_database WHERE datname = current_database() UNION SELECT reltablespace FROM pg_class)
            ) found(kind, about)
        ORDER BY array_position(ARRAY['standby', 'database', 'owner', 'rows'], kind), 1, 2
        LIMIT 1
        """;

    private const string MakesDatabases = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user";

    /// <summary>The right to make a database, which the way back from a newer version takes; null where the role has it.</summary>
    public static async Task<StepOutcome.Failed?> FindMissingRightAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken)
    {
        await using var beside = await new DatabaseHold(database).BesideAsync(cancellationToken);
        return await beside.ScalarAsync<bool>(MakesDatabases, cancellationToken) ? null : new StepOutcome.Failed(
            $"User '{database.User}' of {database.Subject} may make no database, which a rollback has to restore the external database '{database.Database}' into", $"ALTER ROLE {SqlName.Quote(database.User)} CREATEDB");
    }

    /// <summary>The first of it; null where there is nothing.</summary>
    public static async Task<StepOutcome.Failed?> FindAsync(PostgreSqlEndpoint database, CancellationToken cancellationToken)
    {
        await using var connection = await PinnedSession.OpenAsync(database, cancellationToken);
        var found = await connection.QueryAsync(Query, row => Describe(row.GetString(0), row.GetString(1), database), cancellationToken);
        if (found is [var (what, remedy)])
            return new StepOutcome.Failed($"User '{database.User}' of {database.Subject}, which lies in the external database '{database.Database}', {what}", remedy);

        await using var beside = await new DatabaseHold(database).BesideAsync(cancellationToken);
        return null;
    }

    private static (string What, string Remedy) Describe(string kind, string about, PostgreSqlEndpoint database) => kind switch
    {
        "standby" => ("is connected to a standby, which nobody can close", "Let the services connect to the primary"),
        "database" => ("does not own the database", $"ALTER DATABASE {SqlName.Quote(about)} OWNER TO {SqlName.Quote(database.User)}"),
        "owner" => ($"does not own {about}", $"ALTER TABLE {about} OWNER TO {SqlName.Quote(database.User)}"),
        "rows" => ($"does not see every row of {about}", $"ALTER TABLE {about} NO FORCE ROW LEVEL SECURITY"),
        "subscription" => ($"cannot read subscription '{about}'", "Drop the subscription, and make it again afterwards"),
        "server" => ($"cannot read the user mappings of foreign server '{about}'", "Drop the foreign server, and make it again afterwards"),
        // A privilege on the system's table itself would be part of the dump, and only a superuser could bring it back.
        "large objects" => ("cannot read large objects", $"GRANT pg_read_all_data TO {SqlName.Quote(database.User)}"),
        _ => ($"has data in tablespace '{about}', which no other server has", "Move it to the default tablespace"),
    };
}
