namespace Hopguard.Plans.Model;

/// <summary>The table in which the application's framework records applied migrations (Django: <c>django_migrations</c>).</summary>
/// <param name="Store">The store that holds it.</param>
/// <param name="Database">The database in that store.</param>
/// <param name="Table">The table.</param>
/// <param name="AppColumn">The column that names the component.</param>
/// <param name="NameColumn">The column that names the migration.</param>
public sealed record MigrationTable(string Store, string Database, string Table, string AppColumn, string NameColumn);
