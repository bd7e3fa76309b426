using Hopguard.Lab;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>What GitHub's own clients, and the field's, say about actions and workflows.</summary>
internal static class ClientFindings
{
    private const string Bundle = "checked.js";

    // The packages import JSON in a way that node 20 refuses, so the script is bundled with them.
    private static readonly string[] Bundling =
    [
        "--bundle", "--platform=node", "--format=esm", "--external:@action-validator/core", "--log-level=warning",
        "--banner:js=import { createRequire as r } from 'node:module'; const require = r(import.meta.url);",
    ];

    /// <summary>A line for each finding.</summary>
    /// <param name="root">The folder that the files lie in.</param>
    /// <param name="files">Actions and workflows, by their paths there.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(string root, params IReadOnlyList<string> files)
    {
        var clients = Path.Combine(Program.Root, "tests/Hopguard.Tasks.Tests/Actions/Clients");
        var folder = await LabTools.NpmFolderAsync(Path.Combine(clients, "package.json"), CancellationToken.None);
        using (await FileLock.TakeAsync(Path.Combine(folder, "bundle.lock")))
        {
            File.Copy(Path.Combine(clients, "check.js"), Path.Combine(folder, "check.js"), overwrite: true);
            await new LabCommand(Path.Combine(folder, "node_modules/.bin/esbuild"), ["check.js", $"--outfile={Bundle}", .. Bundling]) { Folder = folder }.RunAsync();
            var found = await new LabCommand("node", [Bundle, root, .. files]) { Folder = folder }.RunAsync();
            return found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
