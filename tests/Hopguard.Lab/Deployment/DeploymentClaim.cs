namespace Hopguard.Lab;

/// <summary>
/// The lab's word for what it may remove. CVAT's containers have fixed names, so an engine holds one CVAT. Where somebody else's is, the lab refuses; where there
/// is none, it leaves a labelled volume as its claim, and whatever belongs to the project from then on is the lab's.
/// </summary>
static class DeploymentClaim
{
    const string ClaimVolume = "hopguard-lab-claim";
    const string FolderLabel = "hopguard.lab.folder";
    const string LastingLabel = "hopguard.lab.lasting";

    // Compose marks what it makes with the first, an upgrade by Hopguard what it makes for the project with the second.
    const string Owners = "{{.Label \"com.docker.compose.project\"}}|{{.Label \"hopguard.project\"}}";

    /// <summary>Compose project of every lab deployment: the name of its folder, as at CVAT's operators.</summary>
    public const string Project = "cvat";

    static readonly string[] ContainerNames =
        ["cvat_db", "cvat_redis", "cvat_server", "cvat_utils", "cvat_worker_default", "cvat_worker_low", "cvat_worker_webhooks", "cvat_ui", "cvat_opa", "traefik"];

    /// <summary>Claims the project on the engine, after removing what a claim of a process that died has left.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="folder">Where the deployment's source lies.</param>
    /// <param name="lasting">Whether the claim outlives this process: nobody but <see cref="ReleaseAsync"/> ends it.</param>
    /// <exception cref="LabException">Something of that name exists and is not the lab's, or is meant to last.</exception>
    public static async Task TakeAsync(LabEngine engine, string folder, bool lasting)
    {
        if (await FindAsync(engine) is { } earlier)
        {
            if (earlier.Lasting)
                throw new LabException($"a lab deployment is kept running in '{earlier.Folder}'", "take it down first with --target=LabDown");
            await ReleaseAsync(engine);
        }

        var found = await ContainersAsync(engine);
        found = [.. found, .. await VolumesAsync(engine), .. await NetworksAsync(engine)];
        if (found.Count > 0)
            throw new LabException($"'{found[0]}' exists on the engine and is not the lab's", $"set {LabEngine.OwnEngineVariable}=1 to work on an engine of the lab's own");
        await engine.DockerAsync(
            "volume", "create", "--label", $"{LabImage.Label}=claim", "--label", $"{FolderLabel}={folder}", "--label", $"{LastingLabel}={lasting}", ClaimVolume);
    }

    /// <summary>The claim on this engine, or null.</summary>
    public static async Task<(string Folder, bool Lasting)?> FindAsync(LabEngine engine)
    {
        var found = await engine.Command("volume", "inspect", "--format", $"{{{{index .Labels \"{FolderLabel}\"}}}}|{{{{index .Labels \"{LastingLabel}\"}}}}", ClaimVolume).TryRunAsync();
        return found.ExitCode != 0 ? null : (found.Output.Trim().Split('|')[0], found.Output.Trim().EndsWith(bool.TrueString, StringComparison.Ordinal));
    }

    /// <summary>Removes every container, volume and network of the project, and the claim.</summary>
    /// <exception cref="LabException">The lab holds no claim on this engine.</exception>
    public static async Task ReleaseAsync(LabEngine engine)
    {
        if (await FindAsync(engine) is null)
            throw new LabException($"the lab made no deployment '{Project}' on this engine, so it removes none");
        await RemoveAllAsync(engine);
        await engine.DockerAsync("volume", "rm", ClaimVolume);
    }

    /// <summary>Removes what belongs to the project, keeping the claim.</summary>
    public static async Task RemoveAllAsync(LabEngine engine)
    {
        await RemoveAsync(engine, ["rm", "--force", "--volumes"], await ContainersAsync(engine));
        var (volumes, networks) = (await VolumesAsync(engine), await NetworksAsync(engine));
        await RemoveAsync(engine, ["rm", "--force", "--volumes"], await UsersOfAsync(engine, "volume", volumes));
        await RemoveAsync(engine, ["rm", "--force", "--volumes"], await UsersOfAsync(engine, "network", networks));
        await RemoveAsync(engine, ["volume", "rm", "--force"], volumes);
        await RemoveAsync(engine, ["network", "rm"], networks);
        await RemoveNamelessVolumesAsync(engine);
    }

    // A container that is taken down leaves the volumes that its image declares, without a word of whose they were: only on an own engine can they be nobody else's.
    static async Task RemoveNamelessVolumesAsync(LabEngine engine)
    {
        if (!engine.IsOwn)
            return;
        var unused = await ListAsync(engine, "volume", "ls", "--quiet", "--filter", "dangling=true");
        await RemoveAsync(engine, ["volume", "rm", "--force"], [.. unused.Where(name => name.Length == 64 && name.All(char.IsAsciiHexDigitLower))]);
    }

    static async Task<IReadOnlyList<string>> ContainersAsync(LabEngine engine) =>
        Owned(await ListAsync(engine, "ps", "--all", "--format", $"{{{{.Names}}}}|{Owners}"), name => ContainerNames.Contains(name, StringComparer.Ordinal));

    static async Task<IReadOnlyList<string>> VolumesAsync(LabEngine engine) =>
        Owned(await ListAsync(engine, "volume", "ls", "--format", $"{{{{.Name}}}}|{Owners}"), name => name.StartsWith($"{Project}_", StringComparison.Ordinal));

    static IReadOnlyList<string> Owned(IReadOnlyList<string> lines, Func<string, bool> isOfProject) =>
        [.. lines.Select(line => line.Split('|')).Where(parts => parts[1] == Project || parts[2] == Project || isOfProject(parts[0])).Select(parts => parts[0])];

    static Task<IReadOnlyList<string>> NetworksAsync(LabEngine engine) =>
        ListAsync(engine, "network", "ls", "--format", "{{.Name}}", "--filter", $"label=com.docker.compose.project={Project}");

    // Containers made of the lab's images that tests or an upgrade left behind, still holding on to something of the project.
    static async Task<IReadOnlyList<string>> UsersOfAsync(LabEngine engine, string kind, IReadOnlyList<string> names) =>
        names.Count == 0 ? [] : await ListAsync(engine, ["ps", "--all", "--quiet", "--filter", $"label={LabImage.Label}", .. names.SelectMany(name => new[] { "--filter", $"{kind}={name}" })]);

    static async Task RemoveAsync(LabEngine engine, string[] command, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            await engine.DockerAsync([.. command, .. names]);
    }

    static async Task<IReadOnlyList<string>> ListAsync(LabEngine engine, params IReadOnlyList<string> arguments) =>
        (await engine.DockerAsync(arguments)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
