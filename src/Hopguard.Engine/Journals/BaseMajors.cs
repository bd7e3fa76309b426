namespace Hopguard.Engine.Journals;

/// <summary>The PostgreSQL majors between which a run changes what is below the version.</summary>
/// <param name="From">The one that the server told when the run began.</param>
/// <param name="To">The one that was wanted.</param>
public sealed record BaseMajors(int From, int To);
