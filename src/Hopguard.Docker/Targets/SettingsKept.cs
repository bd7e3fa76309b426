using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>The operator's <c>.env</c> stays in force whatever a release ships, so it must have every setting that the release's own one has.</summary>
internal sealed class SettingsKept : ITargetCheck
{
    public IEnumerable<string> Problems(RenderedTarget target, StepContext context)
    {
        var (shipped, own) = (Path.Combine(target.Files.Fetched, ".env"), Path.Combine(target.Files.Folder, ".env"));
        if (target.Files.Fetched == target.Files.Folder || !File.Exists(shipped) || !File.Exists(own))
            yield break;

        var known = SettingsPresent.Names(File.ReadLines(own), withoutValue: true);
        foreach (var name in SettingsPresent.Names(File.ReadLines(shipped), withoutValue: false).Where(name => !known.Contains(name)).Order(StringComparer.Ordinal))
            yield return $"the new release's '.env' sets '{name}', which yours does not: add it to '{own}', with the release's value or your own";
    }
}
