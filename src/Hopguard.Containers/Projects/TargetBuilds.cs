using System.Text.Json;
using System.Text.RegularExpressions;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Snapshots;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Steps;
using Hopguard.Plans.Steps;

namespace Hopguard.Containers.Projects;

/// <summary>The images of a target that are built on the engine, of the source tree that takes the place of the one before.</summary>
public static partial class TargetBuilds
{
    // Beside the links of a preview, which goes with it.
    private const string Overlay = ".hopguard-build.json";

    /// <summary>Whether the run builds images at all: what keeps the version has none to build.</summary>
    public static bool AreWanted(StepContext context) => context.Options.BuildImages && context.IsHop && !context.Plan.IsOfBase;

    /// <summary>The services whose images are built.</summary>
    public static IReadOnlyList<ComposeService> Of(ComposeConfiguration target) =>
        [.. target.Services.Values.Where(service => service.Build is not null).OrderBy(service => service.Name, StringComparer.Ordinal)];

    /// <summary>The target without the services whose images are still to be built: what the engine has under such a name is of an earlier attempt, and says nothing about what comes.</summary>
    public static ComposeConfiguration WithoutBuilt(ComposeConfiguration target, StepContext context)
    {
        if (!AreWanted(context))
            return target;

        var built = Of(target).Select(service => Full(service.Image)).ToHashSet(StringComparer.Ordinal);
        return target with { Services = target.Services.Where(service => !built.Contains(Full(service.Value.Image))).ToDictionary(StringComparer.Ordinal) };
    }

    /// <summary>Paths of the host that images are built of: contexts and Dockerfiles. None where the run builds none.</summary>
    internal static IEnumerable<string> SourcesOf(ComposeConfiguration target, StepContext context) => !AreWanted(context) ? [] :
        from service in Of(target)
        let build = service.Build!
        from path in build.Contexts.Values.Prepend(build.Context).Concat(build.Dockerfile is { } file ? [Path.Combine(build.Context, file)] : [])
        where Path.IsPathRooted(path)
        select path;

    /// <summary>
    /// The project with contexts that a builder can read: the folder in which a target is rendered beforehand is one of links, and a builder sends a link as a link. What is built is the tree as it was
    /// fetched, and what the operator alone has is read in the deployment's folder.
    /// </summary>
    /// <param name="project">The project, as <see cref="TargetRendering.UseAsync"/> hands it out.</param>
    /// <param name="target">The target, rendered.</param>
    /// <param name="context">The run.</param>
    public static ComposeProject Readable(ComposeProject project, ComposeConfiguration target, StepContext context)
    {
        if (project.Place is null)
            return project;

        var files = TargetFiles.Of(context);
        var services = Of(target).ToDictionary(service => service.Name, service => new Dictionary<string, object> { ["build"] = Readable(service.Build!, files) }, StringComparer.Ordinal);
        var secrets = FilesOf(target, "secrets").ToDictionary(secret => secret.Key, secret => new Dictionary<string, string> { ["file"] = Escaped(files.Locate(secret.Value)) }, StringComparer.Ordinal);
        File.WriteAllText(Path.Combine(project.Folder, Overlay), JsonSerializer.Serialize(new Dictionary<string, object> { ["services"] = services, ["secrets"] = secrets }));
        return project with { Files = [.. project.Files, Overlay] };
    }

    /// <summary>What stands against building, each with its way out, while nothing is built and nothing stopped.</summary>
    /// <param name="target">The target, rendered.</param>
    /// <param name="running">The version that runs, rendered.</param>
    /// <param name="context">The run.</param>
    public static IReadOnlyList<HopguardException> FindHindrances(ComposeConfiguration target, ComposeConfiguration running, StepContext context)
    {
        var services = Of(target);
        return services.Count == 0
            ? [new HopguardException("No service of the target has a 'build' section, so '--images=build' would build nothing", WayToBuild(context))]
            : [.. services.Where(service => service.Image.Length == 0).Select(Unnamed), .. services.Where(service => service.Image.Length > 0).Select(service => FindShared(service, running, context)).OfType<HopguardException>()];
    }

    /// <summary>Whether the target's files can be read now: not before its source was fetched, where the plan fetches one.</summary>
    public static bool CanBeSeen(StepContext context) => !context.Plan.Steps.Any(step => step is FetchSource) || TargetProject.Fetched(context) is not null;

    private static Dictionary<string, object> Readable(ComposeBuild build, TargetFiles files)
    {
        var readable = new Dictionary<string, object> { ["context"] = Escaped(Find(build.Context, files)) };
        if (build.Dockerfile is { } file && Path.Combine(build.Context, file) is var path && Path.IsPathRooted(path) && Find(path, files) is var found && !IsIn(found, Find(build.Context, files)))
            readable["dockerfile"] = Escaped(found);
        if (build.Contexts.Count > 0)
            readable["additional_contexts"] = build.Contexts.ToDictionary(context => context.Key, context => Escaped(Find(context.Value, files)), StringComparer.Ordinal);

        return readable;
    }

    // The release's own goes first, as it will where the operator has left an older one of that name.
    private static string Find(string path, TargetFiles files)
    {
        if (!Path.IsPathRooted(path) || !IsIn(path, files.Folder))
            return path;

        var coming = Path.GetFullPath(Path.Combine(files.Fetched, Path.GetRelativePath(files.Folder, path)));
        return Path.Exists(coming) ? coming : path;
    }

    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string Escaped(string path) => path.Replace("$", "$$", StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> FilesOf(ComposeConfiguration target, string section) =>
        target.Leaves.Where(leaf => leaf.Key.StartsWith(section + ".", StringComparison.Ordinal) && leaf.Key.EndsWith(".file", StringComparison.Ordinal))
            .Select(leaf => KeyValuePair.Create(leaf.Key[(section.Length + 1)..^".file".Length], leaf.Value));

    private static HopguardException Unnamed(ComposeService service) => new(
        $"Service '{service.Name}' of the target is built without a name for its image, and the one that compose would choose is the same for every version",
        $"Write 'image' with a tag of its own under service '{service.Name}' in one of its compose files");

    // What the running version's files name counts as well: a rollback makes its containers from them.
    private static HopguardException? FindShared(ComposeService service, ComposeConfiguration running, StepContext context)
    {
        var reference = Full(service.Image);
        var now = context.Before.Services.FirstOrDefault(other => Full(other.Image) == reference);
        var named = running.Services.Values.FirstOrDefault(other => Full(other.Image) == reference)?.Name;
        if (now is null && named is null)
            return null;

        var id = now?.ImageId ?? context.Before.Services.FirstOrDefault(other => other.Service == named)?.ImageId ?? "<id>";
        var variables = VariablesOf(service.Name, context).Select(name => $"'{name}'").ToList();
        return new HopguardException(
            $"Image '{service.Image}' would be built for service '{service.Name}' of the target, and the running version has it too: a rollback would start the new one under that name",
            variables.Count > 0
                ? $"Let every version have a tag of its own: take {string.Join(", ", variables)} out of '{Path.Combine(context.Before.Folder, DeploymentFiles.Settings)}', so that the compose file of each release names its tag; give the image that runs the name that 'docker compose config --images' tells then, with 'docker tag {id} <name>', and take it into use with 'docker compose up -d'"
                : $"Let every version have a tag of its own: take 'image' of service '{service.Name}' out of the overlay, so that the compose file of each release names its tag; give the image that runs the name that 'docker compose config --images' tells then, with 'docker tag {id} <name>', and take it into use with 'docker compose up -d'");
    }

    /// <summary>The reference in full: compose files leave out what goes without saying.</summary>
    private static string Full(string reference)
    {
        var name = Default().Replace(reference, string.Empty);
        return name.Contains('@', StringComparison.Ordinal) || name.LastIndexOf(':') > name.LastIndexOf('/') ? name : name + ":latest";
    }

    // As the last file has it that names the service's image.
    private static IReadOnlyList<string> VariablesOf(string service, StepContext context)
    {
        var files = TargetFiles.Of(context);
        var written = files.Compose.Select(file => ComposeText.ImageIn(files.Find(file), service)).LastOrDefault(image => image is not null);
        return [.. ShellVariables.WrittenIn(written ?? string.Empty).Distinct(StringComparer.Ordinal)];
    }

    private static string WayToBuild(StepContext context)
    {
        var files = TargetFiles.Of(context);
        var overlays = Directory.EnumerateFiles(files.Fetched).Select(Path.GetFileName).OfType<string>().Where(file => Path.GetExtension(file) is ".yml" or ".yaml" && !files.Compose.Contains(file))
            .Where(file => ComposeText.HasBuild(Path.Combine(files.Fetched, file))).Order(StringComparer.Ordinal).ToList();
        return overlays is [var overlay, ..]
            ? $"Add '{overlay}', which has some: --compose-files={ShellWord.Posix(string.Join(',', files.Compose.Append(overlay)))}; or leave '--images' out"
            : $"Write them into an overlay and name it behind the others: --compose-files={ShellWord.Posix(string.Join(',', files.Compose.Append("<overlay>")))}; or leave '--images' out";
    }

    [GeneratedRegex("^(index\\.)?docker\\.io/(library/)?")]
    private static partial Regex Default();
}
