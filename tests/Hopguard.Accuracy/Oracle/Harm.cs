namespace Hopguard.Accuracy.Oracle;

/// <summary>What a command or a line of shell that declares nothing does in one world.</summary>
/// <param name="Step">The step that runs it.</param>
/// <param name="Store">The one store that it touches, where it can reach it; a line of shell reaches copies of it too.</param>
/// <param name="Kind">What it does to the store.</param>
public sealed record Harm(string Step, string Store, HarmKind Kind);

/// <summary>What a command does to a store.</summary>
public enum HarmKind
{
    /// <summary>One more write is in it.</summary>
    Writes,

    /// <summary>Rows or files are deleted, and the store goes on as if nothing was missing: its schema is there, and who does not compare does not notice.</summary>
    Deletes,

    /// <summary>The store is empty afterwards.</summary>
    Empties,
}
