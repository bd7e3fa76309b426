namespace Hopguard.Plans.Model;

/// <summary>
/// The table in which the application's framework records applied migrations: with a column for the component (Django: <c>django_migrations</c>), or with the migration alone (Rails, Ecto:
/// <c>schema_migrations</c>; Alembic: <c>alembic_version</c>; diesel: <c>__diesel_schema_migrations</c>; EF: <c>__EFMigrationsHistory</c>).
/// </summary>
/// <param name="Store">The store that holds it.</param>
/// <param name="Database">The database in that store.</param>
/// <param name="Table">The table.</param>
/// <param name="AppColumn">The column that names the component; null where the application is one and no column says so.</param>
/// <param name="NameColumn">The column that names the migration.</param>
public sealed record MigrationTable(string Store, string Database, string Table, string? AppColumn, string NameColumn)
{
    /// <summary>The schema that the table is in.</summary>
    public string Schema { get; init; } = "public";

    /// <summary>
    /// How the command line of the one process begins, or goes on, that applies migrations in the service that migrates: <c>manage.py migrate</c>. Once it has ended, nothing more is
    /// applied. Null where that is not known.
    /// </summary>
    public string? Process { get; init; }

    /// <summary>Whether a recorded migration is the one that a release names, by its name or by what that begins with: <c>0061</c> is <c>0061_auto</c>, and not <c>00610</c>.</summary>
    public static bool Is(string recorded, string named) =>
        recorded.StartsWith(named, StringComparison.Ordinal)
        && (recorded.Length == named.Length || !(char.IsDigit(recorded[named.Length]) && named.Length > 0 && char.IsDigit(named[named.Length - 1])));
}
