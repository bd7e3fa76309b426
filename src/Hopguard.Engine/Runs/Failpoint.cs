using System.Diagnostics;
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
    public static IReadOnlyList<string> Kinds { get; } = ["after", "in", "undone", "undoing"];

    /// <summary>Dies here if this is the point.</summary>
    public void Reach(string kind, string stepId, Plan plan)
    {
        if (Point == $"{kind}:{stepId}" || Point == $"{kind}:{plan.To}/{stepId}")
            Process.GetCurrentProcess().Kill();
    }
}
