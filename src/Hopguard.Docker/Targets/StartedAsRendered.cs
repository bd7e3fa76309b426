using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Docker.Compose;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>
/// The containers are those of the compose files, and run with what files and settings give: a value that was exported in the shell that started them, and is neither in this one nor in a file, would be gone
/// after the upgrade, and after a rollback too. Where an option names the files, it may name others than the containers were made from, and nothing of an overlay would be left.
/// </summary>
internal sealed class StartedAsRendered(IContainerEngine engine, ICompose compose)
{
    /// <summary>What differs, one clause for each container or set of files.</summary>
    public async Task<List<string>> FindAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var (chosen, problems, others) = (FilesOf(context), new List<string>(), new List<(string Files, string Container)>());
        var changed = new List<(IReadOnlyList<string> Names, bool IsUnset, string Container)>();
        var made = await MadeFromAsync(context, cancellationToken);
        // A container that an overlay did not change keeps the files of an earlier 'up', so only one of some other set is no proof.
        var noneIsOfChosen = context.Options.ComposeFiles is not null && made.All(one => one.Files.Count > 0 && !one.Files.All(chosen.Contains));
        foreach (var (service, container, files) in made)
        {
            var rendered = target.Running.Services.GetValueOrDefault(service.Service);
            var differing = rendered is null || !service.WasRunning ? [] : Differing(rendered.Environment, container.Environment).Concat(Differing(rendered.Labels, container.Labels)).ToList();
            if (rendered is not null && differing.Count == 0 && !noneIsOfChosen)
                continue;
            if (context.Options.ComposeFiles is not null && files.Any(file => !chosen.Contains(file)))
                others.Add((string.Join(',', files), container.Name));
            else if (rendered is null)
                problems.Add(Leftover(service));
            else if (differing.Count > 0)
            {
                var unset = compose.FindUnset(context.Before.Compose(), differing.Where(name => rendered.Environment.GetValueOrDefault(name) is { Length: 0 }));
                if (OtherSettings(container, context) is { } settings)
                    problems.Add(settings);
                else
                    changed.Add((unset.Count > 0 ? unset : differing, unset.Count > 0, container.Name));
            }
        }

        problems.AddRange(Changed(changed, context));
        problems.AddRange(others.GroupBy(one => one.Files, one => $"'{one.Container}'").OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
            $"--compose-files names {string.Join(',', chosen)}, but {string.Join(", ", group)} runs from other compose files: give --compose-files={ShellWord.Posix(group.Key)}"));
        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    private async Task<List<(ServiceSnapshot Service, ContainerState Container, IReadOnlyList<string> Files)>> MadeFromAsync(StepContext context, CancellationToken cancellationToken)
    {
        var made = new List<(ServiceSnapshot, ContainerState, IReadOnlyList<string>)>();
        foreach (var service in context.Before.Services.OrderBy(service => service.Container, StringComparer.Ordinal))
        {
            if (await engine.FindContainerAsync(service.Container, cancellationToken) is { } container)
                made.Add((service, container, [.. ComposeLabels.FilesOf(container).Select(file => ProjectLookup.Relative(file, context.Before.Folder))]));
        }

        return made;
    }

    private static List<string> FilesOf(StepContext context) =>
        [.. context.Before.ComposeFiles.Select(file => ProjectLookup.Relative(Path.GetFullPath(file, context.Before.Folder), context.Before.Folder))];

    private static string Leftover(ServiceSnapshot orphan) =>
        $"container '{orphan.Container}' belongs to the project, but its service '{orphan.Service}' is in none of its compose files: type 'docker rm -f {orphan.Container}' if it is not "
        + "wanted any more, or name the compose file that has it with --compose-files";

    // With '--env-file' compose does not read '.env', so what is put aside was not in use.
    private static string? OtherSettings(ContainerState container, StepContext context)
    {
        var own = Path.Combine(context.Before.Folder, ".env");
        var files = ComposeLabels.SettingsOf(container).Where(file => RealPath.Of(Path.GetFullPath(file, context.Before.Folder)) != RealPath.Of(own)).ToList();
        return files.Count == 0
            ? null
            : $"the deployment was started with the settings of {string.Join(", ", files.Select(file => $"'{file}'"))} (--env-file), and an upgrade goes by '.env' alone: "
              + $"type '(umask 077 && cat {string.Join(' ', files.Select(ShellWord.Posix))} > {ShellWord.Posix(own)}.new) && mv --backup=numbered {ShellWord.Posix(own)}.new {ShellWord.Posix(own)}'";
    }

    // One clause for all containers: one variable of the shell shows itself in many, and in each by other names.
    private IEnumerable<string> Changed(IReadOnlyList<(IReadOnlyList<string> Names, bool IsUnset, string Container)> changed, StepContext context)
    {
        foreach (var group in changed.GroupBy(one => one.IsUnset).OrderByDescending(group => group.Key))
        {
            var (containers, names) = (Quoted(group.Select(one => one.Container)), Quoted(group.SelectMany(one => one.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
            yield return group.Key ? Unset(containers, names, context) : FindContradicting(context) is { Count: > 0 } exported ? Contradicted(containers, names, exported, context) : Exported(containers, names, context);
        }
    }

    // What the shell exports counts before what is written.
    private List<string> FindContradicting(StepContext context)
    {
        var project = context.Before.Compose();
        return [.. compose.FindValues(project, compose.FindNames(project)).Where(value => value.Value is { Exported: { } exported, Written: { } written } && exported != written).Select(value => value.Key).Order(StringComparer.Ordinal)];
    }

    private static string Contradicted(string containers, string names, IReadOnlyList<string> exported, StepContext context) =>
        $"container {containers} had other values of {names} when it was started than this shell gives now, which exports {Quoted(exported)} otherwise than '{Path.Combine(context.Before.Folder, ".env")}' says: "
        + $"type 'unset {string.Join(' ', exported)}', or write what is to hold into that file";

    // What 'up' would make of it in this shell has no such value: services would work with other stores than they do.
    private static string Unset(string containers, string names, StepContext context) =>
        $"container {containers} had values of {names} when it was started that neither this shell nor '.env' has now: export them as they were then, or write them into '{Path.Combine(context.Before.Folder, ".env")}'";

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));

    // Without its files, 'up' would take those that compose finds by itself, and so perhaps an overlay away.
    private static string Exported(string containers, string names, StepContext context) =>
        $"container {containers} had other values of {names} when it was started than the compose files, '.env' and this shell give now: export what was exported then, "
        + $"or write it into '{Path.Combine(context.Before.Folder, ".env")}', or take what was edited since into use with 'docker compose {ProjectOptions(context.Before)}up -d'";

    // Pasted anywhere they mean this project and these files.
    private static string ProjectOptions(DeploymentSnapshot before) => $"-p {before.Project} --project-directory {ShellWord.Posix(before.Folder)} "
        + string.Concat(before.ComposeFiles.Select(file => $"-f {ShellWord.Posix(Path.GetFullPath(file, before.Folder))} "));

    // Compose writes '$' twice, so that its output can be read as a compose file again; a name without a value is taken from the shell, or not set.
    private static IEnumerable<string> Differing(IReadOnlyDictionary<string, string> rendered, IReadOnlyDictionary<string, string> actual) =>
        rendered.Where(entry => (entry.Value.Length > 0 || actual.ContainsKey(entry.Key)) && actual.GetValueOrDefault(entry.Key) != entry.Value.Replace("$$", "$", StringComparison.Ordinal))
            .Select(entry => entry.Key).Order(StringComparer.Ordinal);
}
