using Hopguard.Engine.Journals;
using Hopguard.Plans.Model;
using Hopguard.Plans.Routes;

namespace Hopguard.Engine.Runs;

/// <summary>What an upgrade has to do now.</summary>
/// <param name="From">The version from which the next hop starts.</param>
/// <param name="Hops">The hops, in their order; each is the plan of one pair of versions. None where the wanted version is installed and no run of it waits for anything.</param>
public sealed record RouteAhead(string From, IReadOnlyList<Plan> Hops)
{
    /// <summary>The application on the base that the deployment has: what the hops were made of.</summary>
    public required Application Application { get; init; }

    /// <summary>Where the first of them stands on its route; null where there is only one and no other was run before it.</summary>
    public RoutePlace? Place { get; init; }

    /// <summary>Whether a run of it was begun: what is asked for was decided then.</summary>
    public bool IsBegun { get; init; }

    /// <summary>Hops that come when the stop at which the operator accepts was accepted: another route, which the same command begins then.</summary>
    public IReadOnlyList<Plan> Beyond { get; init; } = [];

    /// <summary>Hops of the same route that another call of the same command goes on with.</summary>
    public IReadOnlyList<Plan> Later { get; init; } = [];

    /// <summary>Whether the version from which it starts is only what the operator says, since what is installed cannot be found out: fit to be shown, and not to be run.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>Why no chain of hops leads where it shall; null where one does.</summary>
    public Route.Refused? Refused { get; init; }

    /// <summary>The place of one of the hops.</summary>
    /// <param name="hop">The hop, counted from 0.</param>
    /// <param name="before">The hop before, where this process did it: the first run of a route names it.</param>
    public RoutePlace? PlaceOf(int hop, RunSession? before) => Place is null ? null : Place with { Hop = Place.Hop + hop, Id = before?.RouteId ?? Place.Id };
}
