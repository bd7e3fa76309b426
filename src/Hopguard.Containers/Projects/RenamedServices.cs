using Hopguard.Containers.Edits;
using Hopguard.Engine.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>
/// Services of the operator's own compose files that the target calls otherwise. Under the old name they would be services without an image, and the target no valid project; so the
/// copies in the new source tree have the new names. The files of the old tree stay what they are.
/// </summary>
internal static class RenamedServices
{
    /// <summary>The texts of the files that change, by path relative to the deployment's folder.</summary>
    /// <param name="copies">What is carried over into the new source tree.</param>
    /// <param name="context">The run.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> copies, StepContext context)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in copies.Intersect(TargetProject.FilesOf(context), StringComparer.Ordinal))
        {
            // What a link leads to may be another's as well.
            var own = new FileInfo(Path.Combine(context.Before.Folder, file));
            if (!own.Exists || own.LinkTarget is not null)
                continue;

            var text = File.ReadAllText(own.FullName);
            if (ServiceNameText.With(text, service => NameOf(service, context)) is var changed && changed != text)
                texts[file] = changed;
        }

        return texts;
    }

    /// <summary>What a service of the installed version is called in the target.</summary>
    private static string NameOf(string service, StepContext context) =>
        context.Application.FindRelease(context.Before.Version) is { } installed && installed.Services.Contains(service) && context.IsHop ? context.Application.ServiceIn(service, context.TargetRelease) : service;
}
