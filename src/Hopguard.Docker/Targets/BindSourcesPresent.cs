using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>Every folder or file of the host that the target mounts exists, or the engine would put an empty folder in its place.</summary>
internal sealed class BindSourcesPresent : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context) =>
        from service in target.Target.Services.Values.Where(service => target.Target.HasContainers(service.Name)).OrderBy(service => service.Name, StringComparer.Ordinal)
        from mount in service.Mounts
        where mount.Kind == "bind" && !target.Files.IsThere(mount.Source)
        select $"service '{service.Name}' of the target mounts '{mount.Source}', which does not exist ('mkdir -p {ShellWord.Posix(mount.Source)}' makes a folder; it comes along)";
}
