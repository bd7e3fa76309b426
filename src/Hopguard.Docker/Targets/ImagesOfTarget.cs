using Hopguard.Containers.Projects;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Targets;

/// <summary>The images are those of the target: a variable left from an earlier upgrade does not choose others, and databases have the major that is expected, as far as the names of their images tell it.</summary>
internal sealed class ImagesOfTarget : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context) => [.. Versions(target, context), .. Majors(target, context), .. Missing(target, context)];

    // Where images are built, the step that builds them says what such a service lacks.
    private static IEnumerable<string> Missing(RenderedTarget target, StepContext context) =>
        target.Target.Services.Values.Where(service => service.Image.Length == 0 && !(TargetBuilds.AreWanted(context) && service.Build is not null)).Select(service => $"service '{service.Name}' of the target has no image and would have to be built");

    private static IEnumerable<string> Versions(RenderedTarget target, StepContext context)
    {
        var service = target.Target.Services.GetValueOrDefault(context.Application.ProbeOf(context.TargetRelease.Version).Service);
        if (service is not null && context.Application.Versions.TryObserve(ComposeImage.Parse(service.Image).Tag, out var version) && version != context.TargetRelease.Version)
        {
            yield return $"service '{service.Name}' of the target would run image '{service.Image}' instead of one of version {context.TargetRelease.Version}: "
                + "a variable in '.env' or an overlay chooses it";
        }
    }

    private static IEnumerable<string> Majors(RenderedTarget target, StepContext context)
    {
        foreach (var store in context.Application.Stores.Values.Where(store => store.Kind == StoreKind.PostgreSql && ExternalStores.Find(context, store.Name) is null))
        {
            var service = target.Target.Services.GetValueOrDefault(store.Service);
            if (service is not null && ComposeImage.Parse(service.Image).PostgreSqlMajor is { } major && major != context.TargetRelease.PostgreSqlMajor)
                yield return $"service '{service.Name}' of the target would run image '{service.Image}' instead of PostgreSQL {context.TargetRelease.PostgreSqlMajor}";
        }
    }
}
