using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Targets;

/// <summary>What says the version of the target is there: the value of a header, the label of its image. Otherwise the end of the run would be the first to miss it.</summary>
internal sealed class VersionReadable(IContainerEngine engine, ReferencedSettings settings)
{
    public async Task<IEnumerable<string>> FindAsync(ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        var probe = context.Application.ProbeOf(context.TargetRelease.Version);
        var problems = new List<string>();
        if (probe.Request?.Header is { } header && FindValue(header, context) is { } trouble)
            problems.Add(trouble);
        if (await FindLabelAsync(engine, target, context, cancellationToken) is { } missing)
            problems.Add(missing);

        return problems;
    }

    /// <summary>Why the label that says the version cannot be read; null where it can, where another thing says it, or where the image is not on the engine yet.</summary>
    public static async Task<string?> FindLabelAsync(IContainerEngine engine, ComposeConfiguration target, StepContext context, CancellationToken cancellationToken)
    {
        var release = context.TargetRelease;
        var probe = context.Application.ProbeOf(release.Version);
        if (probe.Source is not VersionSource.ImageLabel label || target.Services.GetValueOrDefault(probe.Service)?.Image is not { Length: > 0 } reference
            || await engine.FindImageAsync(reference, cancellationToken) is not { } image)
        {
            return null;
        }

        return image.Labels.GetValueOrDefault(label.Name) is not { } text
            ? $"image '{reference}' of the target has no label '{label.Name}', which is to say its version: correct 'version' in '{context.Application.Path}'"
            : context.Application.IsVersion(release.Version, text.Trim())
                ? null
                : $"label '{label.Name}' of image '{reference}' says '{text}', not version {release.Version}: look for a tag that names another image";
    }

    private string? FindValue(ProbeHeader header, StepContext context)
    {
        try
        {
            return settings.Find(header.ValueFrom, context.Before.Folder) is not null
                ? null
                : $"header '{header.Name}' of the request for the target's version has no value: export {header.ValueFrom}, or add it to '{Path.Combine(context.Before.Folder, ".env")}'";
        }
        catch (HopguardException unreadable)
        {
            return unreadable.Message;
        }
    }
}
