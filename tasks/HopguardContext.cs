using Cake.Core;
using Cake.Frosting;
using Hopguard.Engine;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Runs;

namespace Hopguard.Tasks;

/// <summary>What every task of ours is given.</summary>
/// <param name="context">Cake's context.</param>
/// <param name="session">The call that the task runs for.</param>
/// <param name="currentRun">The run that the call works on.</param>
/// <param name="status">A look at the deployment.</param>
public sealed class HopguardContext(ICakeContext context, Invocation session, CurrentRun currentRun, DeploymentStatus status) : FrostingContext(context)
{
    /// <summary>The run that the call works on.</summary>
    public CurrentRun CurrentRun => currentRun;

    /// <summary>A look at the deployment.</summary>
    public DeploymentStatus Status => status;

    /// <summary>The options of the call.</summary>
    public OptionValues Options => session.Options;

    /// <summary>What the call tells the CI job that it is part of.</summary>
    public OutputValues Outputs => session.Outputs;

    /// <summary>The options as the engine wants them.</summary>
    public RunOptions RunOptions => session.Options.ToRunOptions();

    /// <summary>How the program was called.</summary>
    public Entrance Entrance => Entrance.Of(session);

    /// <inheritdoc cref="Invocation.Cancellation"/>
    public CancellationToken Cancellation => session.Cancellation;

    /// <summary>Sets the line that stands alone at the very end of the output.</summary>
    public void CloseWith(string line) => session.ClosingLine = line;
}
