using Hopguard.Engine.Runs;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Handlers;

/// <summary>Takes the operator's word from <c>--accept</c>; waits when it was not given.</summary>
public sealed class AcceptHandler : StepHandler<Accept>
{
    /// <inheritdoc />
    protected override Task<StepOutcome> ExecuteAsync(Accept step, StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<StepOutcome>(context.Options.Accept
            ? new StepOutcome.Done($"accepted by {RunOwner.Current(context.Clock)}")
            : new StepOutcome.Waiting("the operator's --accept; until then the way back is open"));
}
