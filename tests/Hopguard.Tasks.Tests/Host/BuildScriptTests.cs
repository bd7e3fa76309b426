using System.Diagnostics;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>The script that builds the host, in a folder of its own and with a <c>dotnet</c> that only notes what it is asked for.</summary>
public sealed class BuildScriptTests : IDisposable
{
    private const string Dotnet = """
        #!/usr/bin/env bash
        root=$(dirname -- "${BASH_SOURCE[0]}")/..
        if [[ $1 == build ]]; then
          sleep 0.5
          echo "with '$UseCakeFrostingPackage'" >>"$root/builds"
          [[ -e $root/broken ]] && { echo "x.cs: error CS1002"; exit 1; }
          mkdir -p "$root/build/bin/Release/net10.0" && touch "$root/build/bin/Release/net10.0/hopguard.dll"
        else
          printf 'host:%s\n' "${@:2}"
        fi
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("hopguard & script").FullName;

    public BuildScriptTests()
    {
        File.Copy(Path.Combine(Program.Root, "build.sh"), Path.Combine(_root, "build.sh"));
        Write("src/Some.cs", "one");
        Write("bin/dotnet", Dotnet);
        using var chmod = Process.Start("chmod", ["+x", Path.Combine(_root, "build.sh"), Path.Combine(_root, "bin/dotnet")]);
        chmod.WaitForExit();
    }

    [Fact]
    public void The_first_call_says_that_it_builds_and_for_how_long_and_when_it_has_built()
    {
        Run().Should().Match<Program.Ended>(ended =>
            ended.Code == 0 && ended.Output == "host:--tree\nhost:a b\n"
            && ended.Error.StartsWith("Building Hopguard, this once: about two minutes") && ended.Error.Contains("\nHopguard is built, after "));
        Run().Error.Should().BeEmpty("nothing has changed since");
        Builds().Should().Be(1);
    }

    [Fact]
    public async Task Of_two_calls_at_once_one_builds_and_both_run()
    {
        var both = await Task.WhenAll(Task.Run(() => Run()), Task.Run(() => Run()));

        both.Should().OnlyContain(ended => ended.Code == 0 && ended.Output == "host:--tree\nhost:a b\n");
        Builds().Should().Be(1);
    }

    [Fact]
    public void What_changes_is_built_again()
    {
        Run();
        Write("src/Other.cs", "two");
        Run().Error.Should().StartWith("Building Hopguard, since its sources changed: about half a minute");
        File.Delete(Path.Combine(_root, "src/Other.cs"));
        Run();

        Builds().Should().Be(3);
    }

    [Fact]
    public void The_switch_that_takes_the_package_is_built_again_both_ways()
    {
        Run();
        Run(("UseCakeFrostingPackage", "true"));
        Run(("UseCakeFrostingPackage", "true"));
        Run();

        File.ReadAllLines(Path.Combine(_root, "builds")).Should().Equal("with ''", "with 'true'", "with ''");
    }

    [Fact]
    public void A_build_that_fails_says_so_and_is_tried_again()
    {
        Write("broken", "");

        Run().Should().Match<Program.Ended>(ended => ended.Code == 1 && ended.Output == "" && ended.Error.Contains("error CS1002") && ended.Error.EndsWith("Error: Hopguard could not be built\n"));
        File.Delete(Path.Combine(_root, "broken"));
        Run().Code.Should().Be(0);
    }

    private int Builds() => File.ReadAllLines(Path.Combine(_root, "builds")).Length;

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path))!);
        File.WriteAllText(Path.Combine(_root, path), text);
    }

    private Program.Ended Run(params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Combine(_root, "build.sh"), ["--tree", "a b"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_root}/bin:{start.Environment["PATH"]}";
        start.Environment.Remove("UseCakeFrostingPackage");
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var script = Process.Start(start)!;
        var error = script.StandardError.ReadToEndAsync();
        var output = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        return new Program.Ended(script.ExitCode, output, error.Result);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
