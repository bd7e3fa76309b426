using Hopguard.Plans.Findings;

namespace Hopguard.Plans.Model;

/// <summary>A question that must find nothing before a hop leads over a release: each row that it finds would stop a migration, or be lost by it.</summary>
/// <param name="What">What the rows are.</param>
/// <param name="Store">The store of PostgreSQL that is asked, as it is before the hop.</param>
/// <param name="Database">The database in it.</param>
/// <param name="Query">One statement, which only reads; a table or column that is not there yet means that nothing is found.</param>
/// <param name="Remedy">What to do about them.</param>
/// <param name="Warns">Whether the hop goes on all the same: what is found is told, and no migration stops at it.</param>
/// <param name="Place">Where it is written.</param>
public sealed record CrossingCheck(Message What, string Store, string Database, string Query, Message Remedy, bool Warns, SourcePlace Place);
