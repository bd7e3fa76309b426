using Hopguard.Lab;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Azure;

/// <summary>What the language service for Azure Pipelines says about pipelines and templates.</summary>
internal static class PipelineFindings
{
    /// <summary>The templates of ours.</summary>
    public static IReadOnlyList<string> Templates { get; } = ["azure/plan-check.yml", "azure/maintenance.yml", "azure/upgrade.yml"];

    /// <summary>Puts templates and tasks there, so that pipelines beside them can name both.</summary>
    public static void Provide(string folder)
    {
        foreach (var file in Templates.Concat(Directory.EnumerateFiles(Path.Combine(Program.Root, "tasks"), "task.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Program.Root, path))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
            File.Copy(Path.Combine(Program.Root, file), Path.Combine(folder, file), overwrite: true);
        }
    }

    /// <summary>A line for each finding.</summary>
    /// <param name="root">The folder that the files lie in, with the tasks.</param>
    /// <param name="files">Pipelines and templates, by their paths there.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(string root, params IReadOnlyList<string> files)
    {
        var clients = Path.Combine(Program.Root, "tests/Hopguard.Tasks.Tests/Azure/Clients");
        var packages = await LabTools.NpmFolderAsync(Path.Combine(clients, "package.json"), CancellationToken.None);
        var found = await new LabCommand("node", [Path.Combine(clients, "check.js"), packages, root, .. files]).RunAsync();
        return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
