using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hopguard.Lab;

/// <summary>The volumes of a deployment, and copies of them in freshly filled state from which it is put back in seconds.</summary>
/// <param name="engine">Where they are.</param>
/// <param name="size">How full.</param>
/// <param name="start">Of which release.</param>
sealed class DeploymentVolumes(LabEngine engine, LabSize size, LabStart start)
{
    readonly string _template = $"hopguard-lab-template-{HashOf(size, start)}";

    /// <summary>As the compose file names them.</summary>
    IReadOnlyList<string> Names => start.Facts.Volumes;

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
    public Task FillAsync()
    {
        var folders = new[] { "cvat_data", "cvat_keys", "cvat_logs" }.Select(name => VolumeAccess.FolderOf(Live(name)));
        return engine.Volumes.RunAsync($"python3 {VolumeAccess.Scripts}/files.py {size.MediaBytes.ToString(CultureInfo.InvariantCulture)} {string.Join(' ', folders)}");
    }

    /// <summary>Every entry of a volume, one line of JSON each.</summary>
    public Task<string> ListAsync(string name) => engine.Volumes.RunAsync($"python3 {VolumeAccess.Scripts}/list.py {VolumeAccess.FolderOf(Live(name))}");

    /// <summary>Removes all kept copies, of every size.</summary>
    public static async Task RemoveTemplatesAsync(LabEngine engine)
    {
        var names = await engine.DockerAsync("volume", "ls", "--quiet", "--filter", $"label={LabImage.Label}=template");
        if (names.Length > 0)
            await engine.DockerAsync(["volume", "rm", .. names.Split('\n')]);
    }

    /// <summary>Name of a volume on the engine.</summary>
    public string Live(string name) => $"{start.Project}_{name}";

    Task CopyAsync(Func<string, string> from, Func<string, string> to) => engine.Volumes.RunAsync(
        $"bash {VolumeAccess.Scripts}/copy.sh {string.Join(' ', Names.Select(name => $"{VolumeAccess.FolderOf(from(name))} {VolumeAccess.FolderOf(to(name))}"))}");

    Task CreateAsync(string name) => engine.DockerAsync("volume", "create", "--label", $"{LabImage.Label}=template", name);

    static string HashOf(LabSize size, LabStart start)
    {
        var parts = Directory.EnumerateFiles(Scripts).Order(StringComparer.Ordinal).Select(File.ReadAllText).Concat(LabImage.OfCvat(start.Version).Select(ImageContent.HashOf)).Append(size.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..12];
    }
}
