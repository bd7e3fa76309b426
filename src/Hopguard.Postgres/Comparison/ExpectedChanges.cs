namespace Hopguard.Postgres.Comparison;

/// <summary>The few differences that a newer major makes by itself and that lose nothing. Everything else counts.</summary>
internal sealed class ExpectedChanges(int leftMajor, int rightMajor)
{
    // The privilege to VACUUM, ANALYZE and the like, which the owner of every table has from 17 on.
    private const string Maintain = "MAINTAIN";
    private const int MaintainSince = 17;

    /// <summary>Whether the difference is one of them.</summary>
    public bool Covers(Difference difference) => difference switch
    {
        // An extension comes in the version that the new server brings; that it is there is what counts.
        { Kind: "extension", Attribute: "version" } => true,
        { Kind: "grant", Attribute: Maintain, Left: null } => leftMajor < MaintainSince && rightMajor >= MaintainSince,
        _ => false,
    };
}
