using Cake.Core;

namespace Cake.Frosting;

/// <summary>The context of a run that asks for none of its own, and the base of those that do.</summary>
/// <param name="context">Cake's context, which this one hands through.</param>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;

/// <summary>What tasks know of the run they belong to.</summary>
public interface IFrostingContext : ICakeContext;
