using System.IO.Compression;
using Cake.Core;
using Cake.Core.Packaging;

namespace Cake.Frosting.Tests.Tools;

/// <summary>The installers that every host has.</summary>
public sealed class NuGetToolTests : IDisposable
{
    private const string Chisel = "nuget:?package=Chisel&version=1.0.0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("frosting");

    public NuGetToolTests()
    {
        using var package = ZipFile.Open(Path.Combine(Feed, "Chisel.1.0.0.nupkg"), ZipArchiveMode.Create);
        Add(package, "Chisel.nuspec", """
            <package><metadata><id>Chisel</id><version>1.0.0</version><authors>us</authors><description>A tool.</description></metadata></package>
            """);
        Add(package, "tools/chisel.exe", "sharp");
    }

    private string Feed => _folder.CreateSubdirectory("feed").FullName;

    private string Tools => Path.Combine(_folder.FullName, "tools");


    [Fact]
    public void A_package_of_NuGet_is_installed_before_the_first_task()
    {
        var outcome = TestHost.Run("--target=Carving", host => Offline(host).InstallTool(new Uri(Chisel)), typeof(Carving));

        outcome.Code.Should().Be(0, outcome.Output);
        outcome.Record.Should().ContainSingle().Which.Should().StartWith(Tools).And.EndWith("chisel.exe");
    }

    [Fact]
    public void A_task_can_install_a_package_of_NuGet()
    {
        var outcome = TestHost.Run("--target=Buying", host => Offline(host), typeof(Buying));

        outcome.Code.Should().Be(0, outcome.Output);
        outcome.Record.Should().ContainSingle().Which.Should().StartWith(Tools).And.EndWith("chisel.exe");
    }

    [Theory]
    [InlineData(Chisel)]
    [InlineData("NuGet:?package=Chisel")]
    [InlineData("dotnet:?package=Chisel")]
    public void Packages_of_NuGet_and_tools_of_dotnet_can_be_installed(string tool) =>
        TestHost.Run($"--target=Asking --tool={tool}", typeof(Asking)).Record.Should().Contain("can: True");

    public void Dispose() => _folder.Delete(recursive: true);

    private CakeHost Offline(CakeHost host) => host.UseCakeSetting("NuGet_Source", Feed).SetToolPath(Tools);

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    private sealed class Carving(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add($"{context.Tools.Resolve("chisel.exe")}");
    }

    private sealed class Buying(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            record.AddRange(context.ToolInstaller.Install(new PackageReference(Chisel)).Select(file => file.FullPath));
    }

    private sealed class Asking(Record record, IEnumerable<IPackageInstaller> installers) : FrostingTask
    {
        public override void Run(ICakeContext context) =>
            record.Add($"can: {installers.Any(installer => installer.CanInstall(new PackageReference(context.Arguments.GetArgument("tool")), PackageType.Tool))}");
    }
}
