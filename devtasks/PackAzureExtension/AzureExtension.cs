using System.Globalization;
using System.Text;
using Hopguard.DevTasks.GenerateDocs;
using Hopguard.Engine;
using Hopguard.Lab;

namespace Hopguard.DevTasks.PackAzureExtension;

/// <summary>The extension for Azure Pipelines, put together and packed. Every task is a package of its own for an agent, so each carries the script and the sources of the host.</summary>
/// <param name="root">The repository's root.</param>
/// <param name="folder">The folder that receives what is packed; its content is replaced.</param>
internal sealed class AzureExtension(string root, string folder)
{
    private const string Handler = "azure/handler";
    private const string Script = "index.js";
    private const string Sources = "hopguard.tar.gz";
    private const string PackageMark = "- VSIX: ";
    private const string Notices = "ThirdPartyNotices.txt";

    /// <summary>Puts the tasks together, so that they could run from there.</summary>
    public async Task StageAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        Copy(AzureTasks.Manifest, "vss-extension.json");
        Copy("azure/overview.md", "overview.md");
        Copy("azure/icon.png", "icon.png");
        Copy("LICENSE", "LICENSE");
        await BundleAsync(cancellation);
        await new LabCommand("bash", Path.Combine(root, "tasks/action.sh"), "pack", In(Sources)).RunAsync(cancellation);
        foreach (var target in ActionFiles.Targets)
            AddTask(target.Name);
        foreach (var shared in new[] { Script, Sources, Notices })
            File.Delete(In(shared));
    }

    /// <summary>Packs what was put together. What the packer warns of is an error: it takes tasks that no agent would run.</summary>
    /// <param name="publisher">Who offers it.</param>
    /// <param name="into">The folder of the package.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The package.</returns>
    /// <exception cref="HopguardException">The packer found something.</exception>
    public async Task<string> PackAsync(string publisher, string into, CancellationToken cancellation)
    {
        Directory.CreateDirectory(into);
        var tools = await LabTools.NpmFolderAsync(Path.Combine(root, "devtasks/PackAzureExtension/package.json"), cancellation);
        var packed = await new LabCommand(
            Path.Combine(tools, "node_modules/.bin/tfx"), "extension", "create", "--root", folder, "--manifest-globs", "vss-extension.json", "--publisher", publisher, "--output-path", into, "--no-prompt", "--no-color")
            .TryRunAsync(cancellation);
        var said = (packed.Output + packed.Errors).Split('\n');
        var found = said.Where(line => line.Contains("warning:", StringComparison.OrdinalIgnoreCase) || line.Contains("error:", StringComparison.OrdinalIgnoreCase)).ToList();
        if (packed.ExitCode != 0 || found.Count > 0)
            throw new HopguardException($"The extension cannot be packed: {string.Join("; ", found.DefaultIfEmpty(string.Join(' ', said)))}", "Change what it names, and pack again");

        return said.Select(line => line.Split(PackageMark)).First(parts => parts.Length == 2)[1].Trim();
    }

    private void AddTask(string name)
    {
        Directory.CreateDirectory(In(name));
        Copy($"tasks/{name}/{AzureTasks.Name}", $"{name}/{AzureTasks.Name}");
        foreach (var language in AzureTasks.Languages)
            Copy(Path.Combine(AzureTasks.ResourceFolder($"tasks/{name}", language), "resources.resjson"), Path.Combine(AzureTasks.ResourceFolder(name, language), "resources.resjson"));
        Copy("azure/task-icon.png", $"{name}/icon.png");
        foreach (var shared in new[] { Script, Sources, Notices })
            File.Copy(In(shared), In($"{name}/{shared}"));
    }

    // One file without packages beside it: hundreds of small files for each task would make the package, and every job, slow.
    private async Task BundleAsync(CancellationToken cancellation)
    {
        var packages = await LabTools.NpmFolderAsync(Path.Combine(root, Handler, "package.json"), cancellation);
        await new LabCommand(Path.Combine(packages, "node_modules/.bin/esbuild"), Path.Combine(root, Handler, Script), $"--outfile={In(Script)}", "--bundle", "--platform=node", "--target=node20", "--log-level=warning")
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(packages, "node_modules") },
        }.RunAsync(cancellation);
        await File.WriteAllTextAsync(In(Notices), NoticesOf(Path.Combine(packages, "node_modules")), cancellation);
    }

    private static string NoticesOf(string packages)
    {
        var text = new StringBuilder("The script of the task holds these packages.\n");
        foreach (var license in Directory.EnumerateFiles(packages, "LICENSE*", SearchOption.AllDirectories).Where(path => !path.Contains("esbuild", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"\n---- {Path.GetRelativePath(packages, Path.GetDirectoryName(license)!)}\n\n{File.ReadAllText(license).ReplaceLineEndings("\n").TrimEnd()}\n");
        return text.ToString();
    }

    private void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(to))!);
        File.Copy(Path.Combine(root, from), In(to));
    }

    private string In(string path) => Path.Combine(folder, path);
}
