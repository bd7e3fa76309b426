namespace Hopguard.Accuracy.Oracle;

/// <summary>What the reference interpreter says of a plan, with the first thing that led it there.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Store">The store that loses data; null where none does.</param>
/// <param name="Step">The step after which it happens; null for a safe plan.</param>
/// <param name="How">What happens, in one line.</param>
public sealed record Verdict(VerdictKind Kind, string? Store, string? Step, string How)
{
    /// <summary>The plan ends well from everywhere.</summary>
    public static Verdict Safe { get; } = new(VerdictKind.Safe, null, null, "ends well from everywhere");

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        VerdictKind.Loses => $"loses '{Store}' after '{Step}': {How}",
        VerdictKind.Stuck => $"is stuck at '{Step}': {How}",
        _ => "is safe",
    };
}
