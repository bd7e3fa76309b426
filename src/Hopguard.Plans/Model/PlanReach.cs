namespace Hopguard.Plans.Model;

/// <summary>How far the hops of a plan lead: that which leads farthest is what the upgrade of its application runs.</summary>
/// <param name="Id">The plan's id.</param>
/// <param name="To">The newest version that it leads to; null for whatever is the newest.</param>
/// <param name="IsRange">Whether it serves many pairs of versions.</param>
public sealed record PlanReach(string Id, ReleaseVersion? To, bool IsRange)
{
    /// <summary>That of a plan; null for a procedure and for a plan that keeps the version, which lead nowhere.</summary>
    public static PlanReach? Of(Plan plan) => plan.IsOfBase ? null :
        plan.Range is { } range ? new(plan.Id, range.To.Last, IsRange: true) : plan.To is { } to ? new(plan.Id, to, IsRange: false) : null;

    /// <summary>Whether it is before another where one has to be chosen: it leads farther, or as far and from one version only, which wins over a range.</summary>
    public bool IsBefore(PlanReach other)
    {
        var farther = To is null || other.To is null ? (To is null).CompareTo(other.To is null) : To.CompareTo(other.To);
        return farther != 0 ? farther > 0 : IsRange != other.IsRange ? other.IsRange : string.CompareOrdinal(Id, other.Id) < 0;
    }
}
