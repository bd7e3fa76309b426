namespace Hopguard.Plans.Model;

/// <summary>What holds a store's data.</summary>
public enum StoreKind
{
    /// <summary>A PostgreSQL cluster in a volume, served by a service.</summary>
    PostgreSql,

    /// <summary>A volume of files.</summary>
    Volume,

    /// <summary>A Redis server.</summary>
    Redis,
}
