namespace Hopguard.Engine.Journals;

/// <summary>
/// Where a run stands on a route of several hops. The first record of every hop's run holds the whole route, so that any of their journals tells where it leads and what
/// goes back together; there is no other record of a route that could say something else.
/// </summary>
/// <param name="Id">The route's id: that of the run of its first hop.</param>
/// <param name="Hop">Which hop the run is of, counted from 1.</param>
/// <param name="Hops">All hops, in their order.</param>
public sealed record RoutePlace(string Id, int Hop, IReadOnlyList<RouteHop> Hops)
{
    /// <summary>Whether the run leads to where the route ends, so that accepting it accepts the route.</summary>
    public bool IsLast => Hop == Hops.Count;

    /// <summary>The version that the route leads to.</summary>
    public string To => Hops[^1].To;

    /// <summary>Whether another run is of the same route.</summary>
    public bool IsWith(RoutePlace? other) => other?.Id == Id;
}

/// <summary>A hop of a route.</summary>
/// <param name="PlanId">Its plan.</param>
/// <param name="PlanHash">That plan's hash, as the run of the hop is bound to it.</param>
/// <param name="From">The version that it starts from.</param>
/// <param name="To">The version that it leads to.</param>
public sealed record RouteHop(string PlanId, string PlanHash, string From, string To);
