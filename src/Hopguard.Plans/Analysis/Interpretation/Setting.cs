using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>A variable of compose's environment that a plan changes.</summary>
/// <param name="Variable">Its name, where the change is written; the name of the file for one that is replaced as a whole.</param>
/// <param name="Value">What it becomes; null where that is not known.</param>
/// <param name="By">The step.</param>
public sealed record Setting(Name Variable, string? Value, Step By)
{
    /// <summary>Whether it is written into the environment file, which had another value when the containers were made; otherwise it is exported.</summary>
    public bool IsInFile { get; init; }

    /// <summary>Whether it was exported before any step acted on the deployment, so that all of them have met the same.</summary>
    public bool IsFromTheStart { get; init; }
}
