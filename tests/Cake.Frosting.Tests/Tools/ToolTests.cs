using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Cake.Frosting.Tests.Tools;

[Collection(WorkingDirectory.Name)]
public sealed class ToolTests
{
    private static readonly Uri Hammer = new("shop:?package=Hammer");

    [Theory]
    [InlineData("/shed", "/shed")]
    [InlineData("shed", "/usr/shed")]
    public void A_tool_is_installed_where_the_program_says_before_the_first_task(string folder, string place) =>
        InUsr(host => host.UsePackageInstaller<Shop>().SetToolPath(folder).InstallTool(Hammer)).Record.Should().Equal($"Hammer to {place}", "found: /bought/hammer.exe");

    [Fact]
    public void A_startup_can_say_the_same() =>
        InUsr(host => host.UseStartup<Startup>()).Record.Should().Equal("Hammer to /shed", "found: /bought/hammer.exe");

    [Fact]
    public void Tools_are_put_into_the_tools_of_the_working_directory_else() =>
        InUsr(host => host.UsePackageInstaller<Shop>().InstallTool(Hammer)).Record.Should().Equal("Hammer to /usr/tools", "found: /bought/hammer.exe");

    [Fact]
    public void No_task_runs_without_its_tool()
    {
        var unknown = InUsr(host => host.InstallTool(Hammer));
        unknown.Code.Should().Be(1);
        unknown.Record.Should().BeEmpty();
        unknown.Output.Should().Contain("'shop'");

        var soldOut = InUsr(host => host.UsePackageInstaller<Shop>().InstallTool(new Uri("shop:?package=Saw")));
        soldOut.Code.Should().Be(1);
        soldOut.Record.Should().Equal("Saw to /usr/tools");
        soldOut.Output.Should().Contain("'Saw'");
    }

    [Fact]
    public void A_task_can_install_a_tool() =>
        TestHost.Run("--target=Buying", host => host.UsePackageInstaller<Shop>().SetToolPath("/shed"), typeof(Buying)).Record.Should().Equal("begins", "Hammer to /shed");

    private static TestHost.Outcome InUsr(Action<CakeHost> configure)
    {
        using var kept = new WorkingDirectory();
        return TestHost.Run("--target=Hammering --working=/usr", configure, typeof(Hammering));
    }

    private sealed class Startup : IFrostingStartup
    {
        public void Configure(IServiceCollection services) => services.UsePackageInstaller<Shop>().UseToolPath("/shed").UseTool(Hammer);
    }

    private sealed class Shop(Record record) : IPackageInstaller
    {
        public bool CanInstall(PackageReference package, PackageType type) => package.Scheme == "shop" && type == PackageType.Tool;

        public IReadOnlyCollection<IFile> Install(PackageReference package, PackageType type, DirectoryPath path)
        {
            record.Add($"{package.Package} to {path}");
            var file = Substitute.For<IFile>();
            file.Path.Returns(new FilePath("/bought/hammer.exe"));
            return package.Package == "Hammer" ? [file] : [];
        }
    }

    private sealed class Hammering(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add($"found: {context.Tools.Resolve("hammer.exe")}");
    }

    private sealed class Buying(Record record, IToolInstaller installer) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            record.Add("begins");
            installer.Install(new PackageReference(Hammer));
        }
    }
}
