namespace Hopguard.Shared;

/// <summary>
/// Tests that take long and show, closer to the ground or once more, what a quicker test shows as well. They run where <c>HOPGUARD_LAB_LONG_TESTS</c> is 1, which <c>--long</c> of the target
/// Test sets; elsewhere they are skipped, with what shows it meanwhile as the reason.
/// </summary>
internal static class LongTests
{
    /// <summary>Whether they run.</summary>
    public static bool AreRun { get; } = Environment.GetEnvironmentVariable("HOPGUARD_LAB_LONG_TESTS") == "1";

    /// <summary>Why one is skipped; null where it is not.</summary>
    public static string? Skip(string meanwhile) => AreRun ? null : $"long, and run with --long; meanwhile: {meanwhile}";
}

/// <summary>A fact that is one of the <see cref="LongTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongFactAttribute : FactAttribute
{
    /// <summary>With what shows the same in less time.</summary>
    public LongFactAttribute(string meanwhile) => Skip = LongTests.Skip(meanwhile);
}

/// <summary>A theory that is one of the <see cref="LongTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LongTheoryAttribute : TheoryAttribute
{
    /// <summary>With what shows the same in less time.</summary>
    public LongTheoryAttribute(string meanwhile) => Skip = LongTests.Skip(meanwhile);
}
