using Cake.Core;
using Cake.Frosting;
using Hopguard.Tasks;

namespace Hopguard.Build;

/// <summary>Keeps why a run failed, for the program to say what can be done about it: Cake itself prints the message alone.</summary>
public sealed class FailureRecord(Session session) : FrostingTeardown<HopguardContext>
{
    /// <inheritdoc />
    public override void Teardown(HopguardContext context, ITeardownContext info) =>
        session.Failure = info.ThrownException is AggregateException { InnerExceptions: [var only] } ? only : info.ThrownException;
}
