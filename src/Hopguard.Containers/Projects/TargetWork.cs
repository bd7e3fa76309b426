using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>Whose work is what stores hold: that of the version before, or that of the one that the plan leads to.</summary>
public static class TargetWork
{
    /// <summary>Whether the stores of a copy may hold what the target wrote: it was about to be started on them, or the plan starts nothing of it by itself, and then nobody announces it.</summary>
    public static bool MayBeIn(string copy, StepContext context) =>
        context.IsHop && (WasToBegin(copy, context) || !context.Plan.Steps.OfType<StartServices>().Any(start => TargetProject.IsTarget(start, context)));

    /// <summary>Whether the plan was about to start the target on what the copy was taken of, which was proved unchanged right before.</summary>
    public static bool WasToBegin(string copy, StepContext context) => context.Evidence.Find<UnchangedEvidence>(UnchangedEvidence.FileName(copy)) is not null;
}
