namespace Hopguard.Analyzers.Tests.Packing;

/// <summary>A project outside of this repository that uses the package.</summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Packages">Where its packages are restored to.</param>
public sealed record Consumer(string Folder, string Packages)
{
    /// <summary>Writes a file of it.</summary>
    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Deletes a file of it.</summary>
    public void Delete(string path) => File.Delete(Path.Combine(Folder, path));

    /// <summary>Files that a build put out.</summary>
    public IEnumerable<string> OutputFiles() =>
        Directory.GetFiles(Path.Combine(Folder, "bin"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!);

    /// <summary>Restores and builds it.</summary>
    public Task<(int ExitCode, string Output)> Build(params string[] arguments) =>
        DotNet.Run(Folder, Packages, ["build", "--nologo", "-v", "q", "-p:NuGetAudit=false", .. arguments]);

    /// <summary>Restores it, and asks for a property of it.</summary>
    public async Task<string> Property(string name)
    {
        // In one call the property would be that of the project before its packages.
        var (exitCode, output) = await DotNet.Run(Folder, Packages, "restore", "-v", "q", "-p:NuGetAudit=false");
        exitCode.Should().Be(0, output);
        (exitCode, output) = await DotNet.Run(Folder, Packages, "msbuild", $"-getProperty:{name}");
        exitCode.Should().Be(0, output);
        return output.Trim();
    }
}
