using System.Diagnostics;
using Hopguard.Hosting.Targets;
using Hopguard.Tasks.Options;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>The host that operators need: without lab, accuracy study and tests.</summary>
public sealed class OperatorHostTests
{
    [Theory]
    [InlineData("-p:DeveloperTasks=false", false)]
    [InlineData("-p:DeveloperTasks=", true)]
    public void A_switch_builds_the_host_without_the_tasks_of_developers(string developerTasks, bool has)
    {
        string[] arguments = ["msbuild", Path.Combine(Program.Root, "build/Build.csproj"), developerTasks, "-getItem:ProjectReference", "-getProperty:DefineConstants"];
        using var msbuild = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var told = msbuild.StandardOutput.ReadToEnd();
        msbuild.WaitForExit();

        told.Should().Contain("Hopguard.Tasks.csproj");
        (told.Contains("Hopguard.DevTasks.csproj"), told.Contains("DEVELOPER_TASKS")).Should().Be((has, has));
    }

    [Fact]
    public void Its_help_names_no_target_that_it_lacks_and_no_option_that_only_those_read()
    {
        var help = HelpText.For(TargetList.Of([typeof(HopguardContext).Assembly]));

        help.Should().Contain("UpgradeCvat").And.Contain("--deployment").And.Contain("--plans");
        help.Should().NotContainAny("Targets: Development", "--target=Test", "--filter", "--tests", "--no-build", "--check");
    }
}
