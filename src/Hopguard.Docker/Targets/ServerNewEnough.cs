using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>An external server is of a major that the target works with, and every release behind it that the route leads to: no step brings another server there.</summary>
internal sealed class ServerNewEnough : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context) => Find(context);

    /// <summary>The same without the target's files.</summary>
    public static IEnumerable<string> Find(StepContext context) =>
        from external in ExternalStores.Of(context)
        let major = context.Before.Majors[external.Store.Name]
        let first = context.LaterHops.Select(hop => hop.TargetIn(context.Application)).Prepend(context.TargetRelease).FirstOrDefault(release => major < release?.LeastPostgreSqlMajor)
        where first is not null
        select $"{external.Server} is a server of PostgreSQL {major}, and version {first.Version} needs {first.LeastPostgreSqlMajor} or newer (have it upgraded first, by whoever runs it)";
}
