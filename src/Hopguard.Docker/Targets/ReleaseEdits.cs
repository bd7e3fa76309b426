using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>
/// What the operator changed in the release's own compose files, which the new release's take the place of. Judged by what compose makes of them: a comment is no
/// change, and one that an override repeats is not lost.
/// </summary>
internal sealed class ReleaseEdits(ICompose compose)
{
    private const int Shown = 12;

    /// <summary>What would be lost, as clauses for a refusal; and what has to be told, as warnings.</summary>
    public async Task<(IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings)> FindAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var folder = context.Before.Folder;
        var replaced = context.Before.ComposeFiles.Where(file => !Path.IsPathRooted(file) && !target.Carried.Copies.Contains(file) && File.Exists(Path.Combine(folder, file))).ToList();
        if (target.Files.Fetched == folder || replaced.Count == 0)
            return ([], []);

        if (await InstalledRelease.FindAsync(context, replaced, cancellationToken) is not { } own)
            return Unknown(target, context);

        var lines = replaced.ToDictionary(file => file, file => ChangedLines.Of(File.ReadAllText(Path.Combine(folder, file)), own[file]), StringComparer.Ordinal);
        var edited = replaced.Where(file => lines[file].Length > 0).ToList();
        if (edited.Count == 0)
            return ([], []);

        var pristine = await RenderAsync(edited, own, context, cancellationToken);
        var lost = Differing(target.Running, pristine).Where(key => !IsSame(key, target.Running, target.Target)).ToList();
        if (lost.Count == 0)
            return ([], []);

        var files = string.Join(", ", edited.Select(file => $"'{file}' (lines {lines[file]})"));
        var what = $"{files} of the installed release was edited, and the new release's own has not: {Names(lost)}";
        return context.Options.DropEdits
            ? ([], [what + "; left behind, as --drop-edits says"])
            : ([$"{what} (put that into 'docker-compose.override.yml' and give --compose-files={ShellWord.Posix(WithOverride(context))}, or leave it behind with --drop-edits)"], []);
    }

    private static string WithOverride(StepContext context) => string.Join(',', context.Before.ComposeFiles.Append("docker-compose.override.yml").Distinct(StringComparer.Ordinal));

    // Without the release's own files, what the new version would lack is taken for an edit unless the plan's facts about the two releases say otherwise.
    private static (IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings) Unknown(RenderedTarget target, StepContext context)
    {
        var (lost, otherwise) = LostSettings.Of(target, context);
        List<string> warnings = otherwise.Count == 0
            ? []
            :
            [
                $"whether the compose files of release {context.Before.Version} were edited is not known here (neither its git tag nor its archive is), and what of this is yours the new version will run without: {string.Join("; ", otherwise)} "
                    + "(repeat yours in 'docker-compose.override.yml'; which it is, is known where --source is a folder that has that release's archive beside the new one's)",
            ];
        if (lost.Count == 0)
            return ([], warnings);
        if (context.Options.DropEdits)
            return ([], [.. warnings, .. lost.Select(what => what + "; left behind, as --drop-edits says")]);

        return ([
            .. lost,
            $"that stands in the compose files of release {context.Before.Version}, which the new release's take the place of: put it into 'docker-compose.override.yml' and give "
                + $"--compose-files={ShellWord.Posix(WithOverride(context))}, or go on without it with --drop-edits; what of it is an edit is known "
                + "where --source is a folder that has that release's archive beside the new one's",
        ], warnings);
    }

    private async Task<ComposeConfiguration> RenderAsync(IEnumerable<string> edited, IReadOnlyDictionary<string, string> own, StepContext context, CancellationToken cancellationToken)
    {
        using var preview = new TreePreview(context.Before.Folder, context.Before.Folder, context.RunId);
        foreach (var file in edited)
            preview.Write(file, own[file]);

        return await compose.ConfigAsync(context.Before.Compose() with { Folder = preview.Folder, Place = context.Before.Folder }, cancellationToken);
    }

    private static IEnumerable<string> Differing(ComposeConfiguration one, ComposeConfiguration other) =>
        one.Leaves.Keys.Concat(other.Leaves.Keys).Distinct(StringComparer.Ordinal).Where(key => !IsNote(key) && !IsSame(key, one, other)).Order(StringComparer.Ordinal);

    // What a file says for its own use is in a service, or has no effect.
    private static bool IsNote(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    private static bool IsSame(string key, ComposeConfiguration one, ComposeConfiguration other) => one.Leaves.GetValueOrDefault(key) == other.Leaves.GetValueOrDefault(key);

    // Names only: values may be secret.
    private static string Names(IEnumerable<string> keys)
    {
        var names = keys.Select(key => key.Split('[')[0]).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : string.Empty);
    }
}
