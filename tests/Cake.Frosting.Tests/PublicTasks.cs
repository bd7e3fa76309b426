namespace Cake.Frosting.Tests;

/// <summary>Tasks that a host finds by itself: public ones. All others here are internal, and given to the host test by test.</summary>
public static class PublicTasks
{
    [TaskName("Found")]
    [IsDependentOn(typeof(FoundByClassName))]
    public sealed class Found : FrostingTask;

    public sealed class FoundByClassName : FrostingTask;

    public abstract class NotFoundSinceAbstract : FrostingTask;
}
