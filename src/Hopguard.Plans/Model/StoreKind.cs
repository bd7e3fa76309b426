namespace Hopguard.Plans.Model;

/// <summary>What holds a store's data.</summary>
public enum StoreKind
{
    /// <summary>A PostgreSQL cluster, served by a service.</summary>
    PostgreSql,

    /// <summary>Files, in a volume or in a folder of the host.</summary>
    Volume,

    /// <summary>A Redis server; its files are copied while it is stopped.</summary>
    Redis,

    /// <summary>Any other server that keeps its data in files of its own: they are copied while it is stopped, and nobody looks into them.</summary>
    Opaque,
}
