using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a run that asks for none of its own, and the base of those that do.</summary>
/// <param name="context">Cake's context, which this one hands through.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;
