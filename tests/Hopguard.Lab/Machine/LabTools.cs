namespace Hopguard.Lab;

/// <summary>Programs of the machine that tests without an engine need as well.</summary>
public static class LabTools
{
    /// <summary>Installs the packages of those programs that are missing.</summary>
    /// <inheritdoc cref="Debian.EnsureAsync" path="/param"/>
    public static Task EnsureAsync(string why, CancellationToken cancellation, params (string Program, string Package)[] programs) =>
        new Debian(LabFolder.FromEnvironment(), Console.WriteLine).EnsureAsync(why, cancellation, programs);

    /// <summary>The folder with the npm packages of a manifest, which stays for later runs.</summary>
    /// <param name="manifest">The <c>package.json</c>, with exact versions.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<string> NpmFolderAsync(string manifest, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(manifest, cancellation);
        var mark = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..12];
        var folder = LabFolder.FromEnvironment().Inside("npm", mark);
        using var turn = await FileLock.TakeAsync(folder + ".lock", cancellation);
        var done = Path.Combine(folder, "done");
        if (File.Exists(done))
            return folder;

        await EnsureAsync("the clients of CI systems are npm packages", cancellation, ("node", "nodejs"), ("npm", "npm"));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), text, cancellation);
        // No scripts of packages, and no lock file: it would name the registry of this machine.
        await new LabCommand("npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund", "--silent") { Folder = folder }.RunAsync(cancellation);
        await File.WriteAllTextAsync(done, string.Empty, cancellation);
        return folder;
    }
}
