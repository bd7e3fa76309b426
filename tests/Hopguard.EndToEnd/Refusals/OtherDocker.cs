namespace Hopguard.EndToEnd.Refusals;

/// <summary>A <c>docker</c> command in front of the machine's own, which answers some calls otherwise.</summary>
internal sealed class OtherDocker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hopguard-docker-");

    /// <param name="answers">Lines of shell that end the script where they have an answer.</param>
    public OtherDocker(string answers)
    {
        var own = Environment.GetEnvironmentVariable("PATH")!;
        var real = own.Split(':').Select(folder => System.IO.Path.Combine(folder, "docker")).First(File.Exists);
        var script = System.IO.Path.Combine(_folder.FullName, "docker");
        File.WriteAllText(script, $"#!/bin/sh\n{answers}\nexec {real} \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Path = $"{_folder.FullName}:{own}";
    }

    /// <summary>The variable with it in front.</summary>
    public string Path { get; }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);
}
