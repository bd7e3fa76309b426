using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The source trees can be exchanged with what goes along, and nothing of the operator's own meets something else of the release under its name.</summary>
internal sealed class SwitchPossible : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context) => SwitchHindrances.Of(context, target.Carried).Concat(
        from clash in target.Carried.Clashes
        where clash.IsNamedByOperator
        select $"'{clash.Path}', which your own compose files name, also comes with the new release, and '{clash.Example}' differs: give yours another name, there and in '{target.Files.Folder}'");
}
