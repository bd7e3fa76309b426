using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>A store's data under another name.</summary>
/// <param name="By">The step that put it aside.</param>
/// <param name="Epoch">The store's epoch at that moment.</param>
/// <param name="IsOriginal">Whether it is what the store held when the plan began, untouched by the new version.</param>
public sealed record RetiredState(Step By, int Epoch, bool IsOriginal);
