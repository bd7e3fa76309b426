using Cake.Core;

namespace Cake.Frosting;

/// <summary>What tasks know of the run they belong to.</summary>
public interface IFrostingContext : ICakeContext;
