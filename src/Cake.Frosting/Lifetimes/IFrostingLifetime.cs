using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before a run.</summary>
public interface IFrostingSetup
{
    /// <summary>Called before the first task; when it fails no task runs, but the teardown does.</summary>
    void Setup(ICakeContext context, ISetupContext info);
}

/// <summary>What happens after a run.</summary>
public interface IFrostingTeardown
{
    /// <summary>Called after the last task, or the failure of one.</summary>
    void Teardown(ICakeContext context, ITeardownContext info);
}

/// <summary>What happens before and after a run.</summary>
public interface IFrostingLifetime : IFrostingSetup, IFrostingTeardown;
