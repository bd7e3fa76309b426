using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Lab;

/// <summary>The volumes of a deployment, and copies of them in freshly filled state from which it is put back in seconds.</summary>
/// <param name="engine">Where they are.</param>
/// <param name="size">How full.</param>
sealed class DeploymentVolumes(LabEngine engine, LabSize size)
{
    /// <summary>As the compose file names them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cvat_db", "cvat_data", "cvat_keys", "cvat_logs"];

    readonly string _template = $"hopguard-lab-template-{HashOf(size)}";

    /// <summary>Folder with the scripts that fill, copy and list.</summary>
    public static string Scripts => Path.Combine(LabFolder.Assets, "Cvat", "fill");

    /// <summary>Whether filled copies exist; a volume made last tells that they are whole.</summary>
    public async Task<bool> HaveTemplateAsync() => (await engine.Command("volume", "inspect", $"{_template}-ready").TryRunAsync()).ExitCode == 0;

    /// <summary>Keeps the volumes as they are now; the containers that write to them are stopped.</summary>
    public async Task KeepAsync()
    {
        foreach (var name in Names)
            await CreateAsync($"{_template}-{name}");
        await CopyAsync(Live, name => $"{_template}-{name}");
        await CreateAsync($"{_template}-ready");
    }

    /// <summary>Makes the volumes what they were when they were kept.</summary>
    public Task PutBackAsync() => CopyAsync(name => $"{_template}-{name}", Live);

    /// <summary>Fills the volumes with files.</summary>
    public Task FillAsync() =>
        RunAsync(Names.SelectMany(name => Mount(Live(name), $"/to/{name}")), "python3", "/scripts/files.py", size.MediaBytes.ToString(CultureInfo.InvariantCulture));

    /// <summary>Every entry of a volume, one line of JSON each.</summary>
    public Task<string> ListAsync(string name) => RunAsync(Mount(Live(name), "/volume", "ro"), "python3", "/scripts/list.py", "/volume");

    /// <summary>Removes all kept copies, of every size.</summary>
    public static async Task RemoveTemplatesAsync(LabEngine engine)
    {
        var names = await engine.DockerAsync("volume", "ls", "--quiet", "--filter", $"label={LabImage.Label}=template");
        if (names.Length > 0)
            await engine.DockerAsync(["volume", "rm", .. names.Split('\n')]);
    }

    /// <summary>Name of a volume on the engine.</summary>
    public static string Live(string name) => $"{DeploymentClaim.Project}_{name}";

    /// <summary>Runs a command in a container of the lab with the scripts at <c>/scripts</c>.</summary>
    public Task<string> RunAsync(IEnumerable<string> options, params string[] command) =>
        engine.DockerAsync(["run", "--rm", "--network", "none", "--label", $"{LabImage.Label}=helper", "--volume", $"{Scripts}:/scripts:ro", .. options, "hopguard-lab/base", .. command]);

    Task CopyAsync(Func<string, string> from, Func<string, string> to) =>
        RunAsync(Names.SelectMany(name => Mount(from(name), $"/from/{name}", "ro").Concat(Mount(to(name), $"/to/{name}"))), "bash", "/scripts/copy.sh");

    Task CreateAsync(string name) => engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=template", name);

    static string[] Mount(string volume, string place, string mode = "rw") => ["--volume", $"{volume}:{place}:{mode}"];

    static string HashOf(LabSize size)
    {
        var parts = Directory.EnumerateFiles(Scripts).Order(StringComparer.Ordinal).Select(File.ReadAllText).Concat(LabImage.Cvat.Select(ImageContent.HashOf)).Append(size.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..12];
    }
}
