using System.Globalization;
using System.Text.RegularExpressions;
using Hopguard.Lab;

namespace Hopguard.EndToEnd;

/// <summary>What a deployment holds and how it runs, told by the lab's own means.</summary>
/// <param name="Census">Everything in its databases, but for <see cref="Growing"/>.</param>
/// <param name="Files">Every file, folder and link of its volumes, but for <c>events</c>, to which the running application adds.</param>
/// <param name="Commits">The rows that the running application has added, oldest first.</param>
/// <param name="Containers">Name, image, restart policy and whether it runs, of every container of the project; then what changes when one is started again.</param>
/// <param name="SystemIdentifier">What <c>initdb</c> gave the database cluster.</param>
internal sealed partial record Holdings(
    IReadOnlyDictionary<string, string> Census, IReadOnlyList<string> Files, string Commits, IReadOnlyList<string> Containers, string SystemIdentifier)
{
    /// <summary>The table to which the running application adds a row every second; every other row and object has to stay what it was.</summary>
    public const string Growing = "jobcommit";

    /// <summary>The volumes whose files are listed.</summary>
    public static readonly string[] Volumes = ["cvat_data", "cvat_keys"];

    /// <summary>The files, with times cut to whole seconds: all that is left of them where a volume was brought back from its archive.</summary>
    public IEnumerable<string> FilesToTheSecond => Files.Select(line => Time().Replace(line, time => $"{time.Groups[1].Value}{Seconds(time.Groups[2].Value)}"));

    /// <summary>Name, image, restart policy and whether it runs.</summary>
    public IEnumerable<string> Services => Containers.Select(line => line.Split('|')[0]);

    /// <summary>Takes everything down.</summary>
    public static async Task<Holdings> OfAsync(LabDeployment cvat) =>
        await new Holdings(await CensusOfAsync(cvat), await FilesOfAsync(cvat), "", [], await cvat.SqlAsync("SELECT system_identifier FROM pg_control_system()")).RenewedAsync(cvat);

    /// <summary>The same with what changes while nobody does anything.</summary>
    public async Task<Holdings> RenewedAsync(LabDeployment cvat) =>
        this with { Commits = await cvat.SqlAsync($"SELECT j::text FROM engine_{Growing} AS j ORDER BY id"), Containers = await ContainersOfAsync(cvat) };

    private static async Task<Dictionary<string, string>> CensusOfAsync(LabDeployment cvat)
    {
        var all = (await cvat.CensusAsync()).Select(entry => (Key: $"cvat {entry.Key}", entry.Value))
            .Concat((await cvat.CensusAsync("metrics")).Select(entry => (Key: $"metrics {entry.Key}", entry.Value)));
        return all.Where(entry => !entry.Key.Contains(Growing, StringComparison.Ordinal)).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> FilesOfAsync(LabDeployment cvat)
    {
        var lines = await Task.WhenAll(Volumes.Select(cvat.FilesAsync));
        return [.. lines.SelectMany(volume => volume).Where(line => !line.Contains("\"path\": \"events", StringComparison.Ordinal))];
    }

    private static async Task<IReadOnlyList<string>> ContainersOfAsync(LabDeployment cvat)
    {
        var ids = (await cvat.Engine.DockerAsync("ps", "--all", "--quiet", "--filter", "label=com.docker.compose.project=cvat")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lines = await cvat.Engine.DockerAsync(["inspect", "--format", "{{.Name}} {{.Image}} {{.HostConfig.RestartPolicy.Name}} {{.State.Running}}|{{.Id}} {{.State.StartedAt}}", .. ids]);
        return [.. lines.Split('\n').Order(StringComparer.Ordinal)];
    }

    private static long Seconds(string nanoseconds)
    {
        var (seconds, rest) = Math.DivRem(long.Parse(nanoseconds, CultureInfo.InvariantCulture), 1_000_000_000);
        return rest < 0 ? seconds - 1 : seconds;
    }

    [GeneratedRegex(@"(""changed"": )(-?\d+)")]
    private static partial Regex Time();
}
