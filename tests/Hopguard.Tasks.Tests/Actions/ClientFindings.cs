using Hopguard.Lab;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>The scripts beside this file, which ask GitHub's own clients, and the field's.</summary>
internal static class ClientFindings
{
    // The packages import JSON in a way that node 20 refuses, so a script is bundled with them.
    private static readonly string[] Bundling =
    [
        "--bundle", "--platform=node", "--format=esm", "--external:@action-validator/core", "--log-level=warning",
        "--banner:js=import { createRequire as r } from 'node:module'; const require = r(import.meta.url);",
    ];

    /// <summary>What they say about actions and workflows: a line for each finding.</summary>
    /// <param name="root">The folder that the files lie in.</param>
    /// <param name="files">Actions and workflows, by their paths there.</param>
    public static Task<IReadOnlyList<string>> OfAsync(string root, params IReadOnlyList<string> files) => RunAsync("check", [root, .. files]);

    /// <summary>Runs a script, and tells what it prints.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(string script, params IReadOnlyList<string> arguments)
    {
        var clients = Path.Combine(Program.Root, "tests/Hopguard.Tasks.Tests/Actions/Clients");
        var folder = await LabTools.NpmFolderAsync(Path.Combine(clients, "package.json"), CancellationToken.None);
        using (await FileLock.TakeAsync(Path.Combine(folder, "bundle.lock")))
        {
            var bundle = $"{script}.bundle.js";
            File.Copy(Path.Combine(clients, $"{script}.js"), Path.Combine(folder, $"{script}.js"), overwrite: true);
            await new LabCommand(Path.Combine(folder, "node_modules/.bin/esbuild"), [$"{script}.js", $"--outfile={bundle}", .. Bundling]) { Folder = folder }.RunAsync();
            var told = await new LabCommand("node", [bundle, .. arguments]) { Folder = folder }.RunAsync();
            return told.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
