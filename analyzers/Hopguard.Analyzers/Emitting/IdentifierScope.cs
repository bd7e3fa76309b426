namespace Hopguard.Analyzers.Emitting;

/// <summary>Gives each name of one class an identifier of its own.</summary>
/// <param name="owner">The class, whose name its members cannot have.</param>
internal sealed class IdentifierScope(string owner)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal)
    {
        owner, nameof(Equals), nameof(GetHashCode), nameof(GetType), nameof(ToString), nameof(ReferenceEquals), nameof(MemberwiseClone), "Finalize",
    };

    public string Add(string name)
    {
        var wanted = Identifier.Of(name);
        var identifier = wanted;
        for (var number = 2; !_taken.Add(identifier); number++)
            identifier = $"{wanted}_{number}";

        return identifier;
    }
}
