using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Tests.Handlers;

/// <summary>Does a step as a run does: guard, then act; and undoes it.</summary>
internal static class Walk
{
    public static async Task<StepOutcome> DoAsync(this IStepHandler handler, StepContext context) =>
        (StepOutcome?)await handler.GuardAsync(context.Plan.Steps[^1], context, CancellationToken.None) ?? await handler.ExecuteAsync(context.Plan.Steps[^1], context, CancellationToken.None);

    public static Task<string> UndoAsync(this IStepHandler handler, StepContext context) => handler.UndoAsync(context.Plan.Steps[^1], context, CancellationToken.None);

    public static async Task<string> FailAsync(this IStepHandler handler, StepContext context) => (await handler.DoAsync(context)).Should().BeOfType<StepOutcome.Failed>().Which.What;

    public static async Task<string> SucceedAsync(this IStepHandler handler, StepContext context) => (await handler.DoAsync(context)).Should().BeOfType<StepOutcome.Done>().Which.Summary;

    /// <summary>Does the step, which has to wait for the operator, and gives back for what.</summary>
    public static async Task<string> WaitAsync(this IStepHandler handler, StepContext context) => (await handler.DoAsync(context)).Should().BeOfType<StepOutcome.Waiting>().Which.For;
}
