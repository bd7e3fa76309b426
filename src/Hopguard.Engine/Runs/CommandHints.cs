namespace Hopguard.Engine.Runs;

/// <summary>The command lines an operator can type next, ready to be copied: they name the same deployment and state as this process was given.</summary>
/// <param name="Continue">The same command again.</param>
/// <param name="RollBack">The way back.</param>
/// <param name="Accept">The word that the new version stays.</param>
/// <param name="DeleteRetired">Acceptance, and deletion of what was retired.</param>
/// <param name="Status">A look at everything.</param>
public sealed record CommandHints(string Continue, string RollBack, string Accept, string DeleteRetired, string Status);
