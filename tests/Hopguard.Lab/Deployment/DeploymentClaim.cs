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

    const int Rounds = 5;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Compose marks what it makes with the first, an upgrade by Hopguard what it makes for the project with the second.
    const string Owners = "{{.Label \"com.docker.compose.project\"}}|{{.Label \"hopguard.project\"}}";

    /// <summary>Compose projects of lab deployments, which are the names of their folders: as the vendor calls it, and as an operator of the lab does.</summary>
    static readonly string[] Projects = ["cvat", "annotation"];

    // Those of every release begin like this.
    static bool IsContainerName(string name) => name is "cvat" or "traefik" || name.StartsWith("cvat_", StringComparison.Ordinal);

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

        if (await FindAnyAsync(engine) is { } found)
            throw new LabException($"'{found}' exists on the engine and is not the lab's", $"set {LabEngine.OwnEngineVariable}=1 to work on an engine of the lab's own");
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
            throw new LabException("the lab made no deployment on this engine, so it removes none");
        await RemoveAllAsync(engine);
        await engine.DockerAsync("volume", "rm", ClaimVolume);
    }

    /// <summary>Removes what belongs to the project, keeping the claim.</summary>
    /// <exception cref="LabException">Something is made anew as often as it is removed.</exception>
    public static async Task RemoveAllAsync(LabEngine engine)
    {
        // A compose command that outlived its killed caller goes on starting containers while others are removed.
        for (var left = Rounds; ; left--)
        {
            try
            {
                await RemoveWhatIsThereAsync(engine);
                if (await FindAnyAsync(engine) is not { } found)
                    return;
                if (left == 1)
                    throw new LabException($"'{found}' is there again after it was removed {Rounds} times");
            }
            catch (LabException) when (left > 1)
            {
            }

            await Task.Delay(Pause);
        }
    }

    static async Task RemoveWhatIsThereAsync(LabEngine engine)
    {
        await RemoveAsync(engine, ["rm", "--force", "--volumes"], await ContainersAsync(engine));
        var (volumes, networks) = (await VolumesAsync(engine), await NetworksAsync(engine));
        await RemoveAsync(engine, ["rm", "--force", "--volumes"], await UsersOfAsync(engine, "volume", volumes));
        await RemoveAsync(engine, ["rm", "--force", "--volumes"], await UsersOfAsync(engine, "network", networks));
        await RemoveAsync(engine, ["volume", "rm", "--force"], volumes);
        foreach (var network in networks)
            await EngineNetwork.RemoveAsync(engine, network);
        await RemoveNamelessVolumesAsync(engine);
    }

    static async Task<string?> FindAnyAsync(LabEngine engine)
    {
        var found = (await ContainersAsync(engine)).Concat(await VolumesAsync(engine)).ToList();
        foreach (var network in await NetworksAsync(engine))
        {
            if (!await EngineNetwork.IsKeptByCountAsync(engine, network))
                found.Add(network);
        }

        return found.FirstOrDefault();
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
        Owned(await ListAsync(engine, "ps", "--all", "--format", $"{{{{.Names}}}}|{Owners}"), IsContainerName);

    static async Task<IReadOnlyList<string>> VolumesAsync(LabEngine engine) =>
        Owned(await ListAsync(engine, "volume", "ls", "--format", $"{{{{.Name}}}}|{Owners}"), name => Array.Exists(Projects, project => name.StartsWith($"{project}_", StringComparison.Ordinal)));

    static IReadOnlyList<string> Owned(IReadOnlyList<string> lines, Func<string, bool> isOfProject) =>
        [.. lines.Select(line => line.Split('|')).Where(parts => Projects.Contains(parts[1]) || Projects.Contains(parts[2]) || isOfProject(parts[0])).Select(parts => parts[0])];

    static async Task<IReadOnlyList<string>> NetworksAsync(LabEngine engine) =>
        Owned(await ListAsync(engine, "network", "ls", "--format", $"{{{{.Name}}}}|{Owners}"), name => false);

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
