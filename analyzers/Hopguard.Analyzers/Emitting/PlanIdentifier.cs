namespace Hopguard.Analyzers.Emitting;

/// <summary>
/// The classes of applications and plans. Names of applications and procedures are lower case with single hyphens, so no two of them share an identifier; what
/// could meet a name of another kind is set apart here.
/// </summary>
internal static class PlanIdentifier
{
    private const string PlansClass = "Plans";
    private const string HopPrefix = "Hop_";

    /// <summary>Of an application: <c>notes</c> becomes <c>Notes</c>.</summary>
    public static string OfApplication(string name)
    {
        var identifier = Identifier.Of(name);
        return identifier == PlansClass || IdentifierScope.IsOfEveryClass(identifier) ? identifier + "_" : identifier;
    }

    /// <summary>Of a hop: <c>2.3.0</c> becomes <c>Hop_2_3_0</c>.</summary>
    public static string OfHop(string version) => "Hop" + Identifier.Of(version);

    /// <summary>Of a procedure, or of a hop with a name of its own: <c>backup</c> becomes <c>Backup</c>, what would be taken for a hop or for the application <c>Procedure_…</c>.</summary>
    public static string OfProcedure(string name, string application)
    {
        var identifier = Identifier.Of(name);
        return identifier.StartsWith(HopPrefix, StringComparison.Ordinal) || identifier == application || IdentifierScope.IsOfEveryClass(identifier)
            ? "Procedure_" + identifier
            : identifier;
    }

    /// <summary>Of a release: <c>2.3.0</c> becomes <c>V2_3_0</c>.</summary>
    public static string OfVersion(string version) => "V" + Identifier.Of(version).Substring(1);
}
