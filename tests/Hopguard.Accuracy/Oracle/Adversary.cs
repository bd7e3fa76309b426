using System.Collections.Immutable;

namespace Hopguard.Accuracy.Oracle;

/// <summary>What goes wrong in one world.</summary>
/// <param name="CutTransfers">Transfers of data that end early and say nothing, as <c>step/store</c>.</param>
/// <param name="Cleans">Whether the host is cleared, at every moment, of volumes that no container uses.</param>
/// <param name="Guards">Whether the engine's guards stand in the way of steps that would do harm.</param>
public sealed record Adversary(ImmutableHashSet<string> CutTransfers, bool Cleans, bool Guards)
{
    /// <summary>What a command or a line of shell that declares nothing does; null where none does anything.</summary>
    public Harm? Harm { get; init; }

    /// <summary>Nothing goes wrong, and guards stand.</summary>
    public static Adversary None { get; } = new([], Cleans: false, Guards: true);

    /// <summary>What arrives when data is carried from one place to another.</summary>
    public Content Carry(Content content, string transfer) => CutTransfers.Contains(transfer)
        ? content with { Writes = content.Writes.CutShort(), CutBy = content.CutBy.Add(transfer) }
        : content;
}
