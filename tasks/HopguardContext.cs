using Cake.Core;
using Cake.Frosting;
using Hopguard.Engine.Runs;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks;

/// <summary>What every task of ours is given.</summary>
/// <param name="context">Cake's context.</param>
/// <param name="session">The call that the task runs for.</param>
public sealed class HopguardContext(ICakeContext context, Session session) : FrostingContext(context)
{
    /// <summary>The options of the call.</summary>
    public OptionValues Options => session.Options;

    /// <summary>The options as the engine wants them.</summary>
    public RunOptions RunOptions => session.Options.ToRunOptions();

    /// <inheritdoc cref="Session.Cancellation"/>
    public CancellationToken Cancellation => session.Cancellation;

    /// <summary>Sets the line that stands alone at the very end of the output.</summary>
    public void CloseWith(string line) => session.ClosingLine = line;
}
