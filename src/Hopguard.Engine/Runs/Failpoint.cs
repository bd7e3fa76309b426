using System.Diagnostics;
using Hopguard.Engine.Formatting;
using Hopguard.Plans.Model;

namespace Hopguard.Engine.Runs;

/// <summary>
/// A drill for operators and tests: the process kills itself, without a chance to tidy up, at a named point of a run. Points are <c>after:&lt;step&gt;</c> (done and
/// recorded), <c>in:&lt;step&gt;</c> (done, not recorded), <c>undone:&lt;step&gt;</c> and <c>undoing:&lt;step&gt;</c> for the way back. <c>after:2.3.0/&lt;step&gt;</c> is the
/// step of the hop that leads to that version.
/// </summary>
/// <param name="Point">The point, or null for none.</param>
public sealed record Failpoint(string? Point)
{
    /// <summary>What may stand before the colon.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["after", "in", .. KindsBack];

    /// <summary>The same for the way back.</summary>
    public static IReadOnlyList<string> KindsBack => ["undone", "undoing"];

    /// <summary>Dies here if this is the point.</summary>
    public void Reach(string kind, string stepId, Plan plan)
    {
        if (Is(kind, stepId, plan))
            Process.GetCurrentProcess().Kill();
    }

    /// <summary>Refuses a point that none of the plans has: a drill that never comes would be a real run.</summary>
    /// <param name="plans">The plans of the hops that this process goes, or goes back.</param>
    /// <param name="kinds">What may stand before the colon, for what the process does.</param>
    /// <exception cref="HopguardException">There is no such point.</exception>
    public void Require(IReadOnlyCollection<Plan> plans, IReadOnlyList<string> kinds)
    {
        if (Point is null || plans.Any(plan => plan.Steps.Any(step => kinds.Any(kind => Is(kind, step.Id, plan)))))
            return;

        var points = plans.SelectMany(plan => plan.Steps.SelectMany(step => plan.To is null ? new[] { step.Id } : [step.Id, $"{plan.To}/{step.Id}"]))
            .Distinct(StringComparer.Ordinal).SelectMany(step => kinds.Select(kind => $"{kind}:{step}")).ToList();
        throw new HopguardException(
            $"Point '{Point}' is never reached by {string.Join(", ", plans.Select(plan => plan.To is null ? $"plan '{plan.Id}'" : $"plan '{plan.Id}' to {plan.To}"))}; nothing was changed",
            DidYouMean.Remedy(Point, points, $"Write {string.Join(" or ", kinds.Select(kind => $"'{kind}:<step>'"))} with a step that --tree shows"));
    }

    private bool Is(string kind, string stepId, Plan plan) => Point == $"{kind}:{stepId}" || Point == $"{kind}:{plan.To}/{stepId}";
}
