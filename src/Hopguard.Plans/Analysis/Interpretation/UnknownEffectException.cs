using Hopguard.Plans.Model;

namespace Hopguard.Plans.Analysis.Interpretation;

/// <summary>
/// An error in the program: a step has an effect to which a part of the analysis gives no meaning. Passed over, it would count as harmless, and a plan that loses data by it would be
/// called good.
/// </summary>
internal sealed class UnknownEffectException(Effect effect, string part) : Exception($"{part} gives no meaning to the effect '{effect.GetType().Name}'; say there what it does, and be it nothing");
