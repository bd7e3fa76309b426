namespace Hopguard.Lab;

/// <summary>The lab by hand: a CVAT 2.2.0 that stays until it is taken down.</summary>
public static class StandingLab
{
    /// <summary>Brings up a filled CVAT, 2.2.0 unless <see cref="LabStart.Variable"/> says another, that outlives this process, with an engine of the lab's own where the machine has none.</summary>
    /// <param name="folder">An empty or new folder: the source goes into <c>cvat</c> below it, the archives of 2.3.0 beside it.</param>
    /// <param name="size">How much it holds.</param>
    /// <param name="say">Told what is done, and at the end how to reach it.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The deployment.</returns>
    public static async Task<LabDeployment> UpAsync(string folder, LabSize size, Action<string> say, CancellationToken cancellation = default)
    {
        await using var engine = await LabEngine.StartAsync(say, cancellation);
        var deployment = await LabDeployment.CreateAsync(engine, Path.GetFullPath(folder), LabStart.OfThisProcess(), size, say, lasting: true, cancellation);
        engine.Keep();
        deployment.Leave();
        say($"CVAT {deployment.Start.Version} answers on port {deployment.Port}; its source is '{deployment.Source}'");
        say($"source of {deployment.Start.Targets[0]}: '{deployment.Archive.Path}', sha256 {deployment.Archive.Sha256}");
        foreach (var (name, value) in engine.Environment.Where(variable => variable.Key != LabEngine.HostVariable))
            say($"export {name}={value}");
        return deployment;
    }

    /// <summary>Removes the deployment that <see cref="UpAsync"/> or a process that died has left, its folder, and the kept copies of filled volumes. Images stay.</summary>
    /// <exception cref="LabException">The lab made no deployment on this engine.</exception>
    public static async Task DownAsync(Action<string> say, CancellationToken cancellation = default)
    {
        await using var engine = await LabEngine.StartAsync(say, cancellation);
        var claim = await DeploymentClaim.FindAsync(engine);
        await DeploymentClaim.ReleaseAsync(engine);
        await DeploymentVolumes.RemoveTemplatesAsync(engine);
        LabOwnedFolder.Delete(claim!.Value.Folder);
        engine.StopKeptObjects();
        say($"removed the lab's CVAT and '{claim.Value.Folder}'");
    }
}
