namespace Hopguard.Analyzers.Emitting;

/// <summary>Gives each name of one class or enumeration an identifier of its own.</summary>
/// <param name="owner">The class, whose name its members cannot have.</param>
internal sealed class IdentifierScope(string owner)
{
    private static readonly HashSet<string> EveryClass = new(StringComparer.Ordinal)
    {
        nameof(Equals), nameof(GetHashCode), nameof(GetType), nameof(ToString), nameof(ReferenceEquals), nameof(MemberwiseClone), "Finalize",
    };

    private readonly HashSet<string> _taken = new(EveryClass, StringComparer.Ordinal) { owner };

    /// <summary>Whether every class has a member of that name.</summary>
    public static bool IsOfEveryClass(string identifier) => EveryClass.Contains(identifier);

    /// <summary>The identifier of a name.</summary>
    public string Add(string name) => AddIdentifier(Identifier.Of(name));

    /// <summary>The same identifier, numbered where it is taken.</summary>
    public string AddIdentifier(string wanted)
    {
        var identifier = wanted;
        for (var number = 2; !_taken.Add(identifier); number++)
            identifier = $"{wanted}_{number}";

        return identifier;
    }
}
