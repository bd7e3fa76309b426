using System.IO.Compression;

namespace Hopguard.Analyzers.Tests.Packing;

/// <summary>The package of this build in a feed of its own, packed once for all tests.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hopguard-package-");

    /// <summary>The package's version.</summary>
    public string Version { get; private set; } = string.Empty;

    private string Feed => Path.Combine(_root.FullName, "feed");

    private string Packages => Path.Combine(_root.FullName, "packages");

    /// <summary>Packs what was built with the tests.</summary>
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        var project = Path.Combine(Repository.Root, "analyzers/Hopguard.Analyzers/Hopguard.Analyzers.csproj");
        var (exitCode, output) = await DotNet.Run(_root.FullName, null, "pack", project, "--no-build", "-c", Repository.Configuration, "-o", Feed, "-v", "q");
        exitCode.Should().Be(0, output);
        output.Should().NotContain("warning");
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "*.nupkg").Single())["Hopguard.Analyzers.".Length..];
    }

    /// <summary>Files in the package, but for those that the format itself has.</summary>
    public IReadOnlyList<string> Contents()
    {
        using var package = ZipFile.OpenRead(Directory.GetFiles(Feed, "*.nupkg").Single());
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => !IsOfFormat(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>A project that has nothing but the package.</summary>
    public Consumer NewConsumer(string name, string properties = "")
    {
        var folder = _root.CreateSubdirectory(name).FullName;
        var consumer = new Consumer(folder, Packages);
        consumer.Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        consumer.Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Hopguard.Analyzers" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        foreach (var file in Repository.CvatFiles)
            consumer.Write(file, Repository.Read(file));

        return consumer;
    }

    /// <summary>Removes feed, packages and consumers.</summary>
    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static bool IsOfFormat(string name) =>
        name is "[Content_Types].xml" || name.EndsWith(".nuspec", StringComparison.Ordinal)
        || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);
}
