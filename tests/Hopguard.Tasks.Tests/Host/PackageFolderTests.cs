using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>The package folder as NUGET_PACKAGES may name it: without a slash at its end.</summary>
public sealed partial class PackageFolderTests
{
    [Fact]
    public void The_engine_is_found_below_a_package_folder_without_a_slash_at_its_end()
    {
        string[] arguments = ["msbuild", Path.Combine(Program.Root, "src/Cake.Frosting"), "-p:NuGetPackageRoot=/some/packages", "-getProperty:CakeEngineFolder"];
        using var msbuild = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;

        msbuild.StandardOutput.ReadToEnd().Trim().Should().StartWith("/some/packages/cake.tool/");
        msbuild.WaitForExit();
    }

    [Fact]
    public void No_build_file_writes_a_name_right_behind_the_package_folder()
    {
        var files = Directory.EnumerateFiles(Program.Root, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".props" or ".targets" or ".csproj" && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

        files.Where(file => NameRightBehind().IsMatch(File.ReadAllText(file))).Should().BeEmpty();
    }

    [GeneratedRegex(@"\$\(NuGetPackageRoot\)\w", RegexOptions.IgnoreCase)]
    private static partial Regex NameRightBehind();
}
