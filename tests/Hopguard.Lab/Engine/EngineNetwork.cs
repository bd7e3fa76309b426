namespace Hopguard.Lab;

/// <summary>
/// Removes networks of engines that lose track of who is on them. A container that is removed at the moment of its start can leave its endpoint, or be counted for good: Engine 20.10 then refuses to remove
/// the network, until it is started anew.
/// </summary>
public static class EngineNetwork
{
    const string Refusal = "has active endpoints";

    /// <summary>Removes a network, and what the engine still holds to be on it. One that nothing but the engine's count keeps stays; compose takes it again.</summary>
    /// <exception cref="LabException">It cannot be removed for another reason.</exception>
    public static async Task RemoveAsync(LabEngine engine, string name)
    {
        foreach (var endpoint in await EndpointsAsync(engine, name))
            await engine.Command("network", "disconnect", "--force", name, endpoint).TryRunAsync();
        var removal = engine.Command("network", "rm", name);
        if (await removal.TryRunAsync() is not { ExitCode: 0 } && !await IsKeptByCountAsync(engine, name))
            await removal.RunAsync();
    }

    /// <summary>Whether an engine of the lab's own refuses to remove a network on which nothing is. One that is not kept so is gone afterwards.</summary>
    public static async Task<bool> IsKeptByCountAsync(LabEngine engine, string name) =>
        engine.IsOwn
        && (await EndpointsAsync(engine, name)).Count == 0
        && await engine.Command("network", "rm", name).TryRunAsync() is { ExitCode: not 0 } refused && refused.Errors.Contains(Refusal, StringComparison.Ordinal);

    static async Task<IReadOnlyList<string>> EndpointsAsync(LabEngine engine, string name) =>
        (await engine.DockerAsync("network", "inspect", "--format", "{{range .Containers}}{{println .Name}}{{end}}", name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
