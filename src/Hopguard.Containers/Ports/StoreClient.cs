

namespace Hopguard.Containers.Ports;

/// <summary>Somebody who is connected to a store's server.</summary>
/// <param name="Session">Tells this connection from every other one, an earlier one of the same client included.</param>
/// <param name="Text">Who it is, as one readable line.</param>
/// <param name="Address">Where it connects from; null for one that came over the server's own socket.</param>
public sealed record StoreClient(string Session, string Text, string? Address)
{
    /// <summary>The readable line.</summary>
    public override string ToString() => Text;
}
