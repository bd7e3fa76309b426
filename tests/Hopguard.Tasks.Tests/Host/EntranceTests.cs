using System.Diagnostics;
using System.Text.Json;

namespace Hopguard.Tasks.Tests.Host;

/// <summary>Both entrances as whole processes: what was typed arrives, and what comes out is the host's own.</summary>
public sealed class EntranceTests
{
    private const string WithoutEngine = "DOCKER_HOST=unix:///nowhere/docker.sock ./build.sh";

    private const string ByCakeMeanwhile = "the same target by the script, and wrong arguments, a failing target and diagnostic verbosity by both entrances";

    public static TheoryData<string> Entrances => Program.Entrances;

    [Fact]
    public Task Tree_description_and_dry_run_look_and_run_nothing() => LookAsync("./build.sh");

    [LongFact(ByCakeMeanwhile)]
    public Task Tree_description_and_dry_run_look_and_run_nothing_by_Cake() => LookAsync("dotnet cake");

    private static async Task LookAsync(string entrance)
    {
        (await Program.RunAsync(entrance, "--target=Test --tree")).Should().Match<Program.Ended>(ended => ended.Code == 0 && ended.Output.Contains("Test"));
        // The table wraps its lines.
        string.Join(' ', (await Program.RunAsync(entrance, "--description")).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Should().Contain("Builds and runs every test project");
        (await Program.RunAsync(entrance, "--target=Test --dryrun --exclusive")).Output.Should().Contain("No tasks were actually executed");
    }

    [Theory]
    [MemberData(nameof(Entrances))]
    public async Task A_failing_target_ends_with_code_1_and_the_remedy_and_no_stack_trace(string entrance)
    {
        var ended = await Program.RunAsync(entrance, "--target=Test --exclusive --tests=Hopguard.Task.Tests");

        ended.Should().Be(new Program.Ended(1, "", "Error: Test project 'Hopguard.Task.Tests' is unknown\nDid you mean 'Hopguard.Tasks.Tests'?\n"));
    }

    [Theory]
    [MemberData(nameof(Entrances))]
    public async Task Diagnostic_verbosity_passes_through(string entrance) =>
        (await Program.RunAsync(entrance, "--target=Test --tests=Nothing --verbosity=diagnostic")).Error.Should().Contain("   at Hopguard.");

    [Theory]
    [MemberData(nameof(Entrances))]
    public async Task Wrong_arguments_end_with_code_1_and_a_hint(string entrance)
    {
        (await Program.RunAsync(entrance, "--target=Tset")).Should().Be(new Program.Ended(1, "", "Error: Target 'Tset' is unknown\nDid you mean 'Test'?\n"));
        (await Program.RunAsync(entrance, "--target=Test --acept")).Should().Be(new Program.Ended(1, "", "Error: Option '--acept' is unknown\nDid you mean '--accept'?\n"));
    }

    [Theory]
    [InlineData("--DryRun", "Error: Option '--DryRun' is unknown\nDid you mean '--dryrun'?\n")]
    [InlineData("-noop", "Error: Option '-noop' is unknown\nDid you mean '--noop'?\n")]
    public async Task What_Cake_would_ignore_is_refused_behind_it_as_well(string wrong, string error) =>
        (await Program.RunAsync("dotnet cake", $"--target=Test --tests=Nothing {wrong}")).Should().Be(new Program.Ended(1, "", error));

    [Fact]
    public Task Judging_plans_ends_with_0_1_or_2() => JudgeAsync("./build.sh");

    [LongFact(ByCakeMeanwhile)]
    public Task Judging_plans_ends_with_0_1_or_2_by_Cake() => JudgeAsync("dotnet cake");

    private static async Task JudgeAsync(string entrance)
    {
        var bad = Directory.CreateTempSubdirectory("hopguard-bad");
        File.WriteAllText(Path.Combine(bad.FullName, "plan.yaml"), "application: cvat\n");

        (await Program.RunAsync(entrance, "--target=ValidatePlans")).Should().Match<Program.Ended>(ended => ended.Code == 0 && ended.Output.Contains("no findings"));
        (await Program.RunAsync(entrance, $"--target=ValidatePlans --plans={bad.FullName}")).Code.Should().Be(1);
        (await Program.RunAsync(entrance, $"--target=ValidatePlans --plans={bad.FullName}/nowhere")).Code.Should().Be(2);
        (await Program.RunAsync(entrance, "--target=ValidatePlans --fail-on=never")).Code.Should().Be(2);
        bad.Delete(recursive: true);
    }

    [Fact]
    public async Task A_run_that_cannot_begin_is_told_once_in_words_and_once_as_JSON()
    {
        const string nowhere = "--target=UpgradeCvat --deployment=/usr --state=/tmp/hopguard-no-state";
        var told = await Program.RunAsync(WithoutEngine, nowhere);
        told.Code.Should().Be(1);
        told.Output.Should().BeEmpty("no banner, no table, nothing that ran");
        told.Error.Split("Docker Engine at 'unix:///nowhere/docker.sock'").Should().HaveCount(2);

        using var json = JsonDocument.Parse((await Program.RunAsync(WithoutEngine, nowhere + " --format=json")).Output);
        json.RootElement.GetProperty("happened").GetString().Should().StartWith("Docker Engine at 'unix:///nowhere/docker.sock'");

        (await Program.RunAsync(WithoutEngine, nowhere + " --language=ja")).Error.Should().StartWith("エラー: 'unix:///nowhere/docker.sock' の Docker Engine に接続できません");
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_told_with_the_way_back_into_it()
    {
        var folder = Directory.CreateTempSubdirectory("hopguard-gone-").FullName;
        var told = await Program.RunInShellAsync($"cd '{folder}' && rmdir '{folder}' && '{Program.Root}/build.sh' --target=StatusCvat");
        told.Code.Should().Be(1);
        told.Error.Should().Contain("Error: The current folder was moved or deleted since this shell entered it").And.Contain("cd \"$PWD\"").And.NotContain("Unhandled");
    }

    [Fact]
    public async Task A_working_folder_that_is_not_there_is_refused()
    {
        var told = await Program.RunAsync("./build.sh", "--target=ValidatePlans --working=/nowhere");
        told.Code.Should().Be(2);
        told.Error.Should().StartWith("Error: Working folder '/nowhere' does not exist").And.Contain("--working").And.NotContain("Unhandled");
    }

    [Fact]
    public async Task A_status_of_a_silent_engine_ends_with_a_code_of_its_own()
    {
        var status = await Program.RunAsync(WithoutEngine, "--target=StatusCvat --deployment=/usr --state=/tmp/hopguard-no-state");
        status.Code.Should().Be(4);
        status.Output.Should().Contain("What runs could not be found out").And.NotContain("Succeeded");
        status.Error.Should().StartWith("Error: Docker Engine at 'unix:///nowhere/docker.sock' is not reachable");

        // What is no address at all is met where it is used, and told with its remedy like everything else.
        var nowhere = await Program.RunAsync("DOCKER_HOST=engine ./build.sh", "--target=StatusCvat --deployment=/usr --state=/tmp/hopguard-no-state");
        nowhere.Code.Should().Be(4);
        nowhere.Error.Should().StartWith("Error: DOCKER_HOST 'engine' is not an address").And.Contain("Use unix:///path or tcp://host:port");
    }

    [Fact]
    public async Task A_file_of_JSON_is_nothing_but_JSON()
    {
        var file = Path.GetTempFileName();
        (await Program.RunAsync("./build.sh", $"--target=ValidatePlans --format=json --output={file}")).Code.Should().Be(0);

        using (var json = JsonDocument.Parse(await File.ReadAllTextAsync(file)))
            json.RootElement.GetProperty("errors").GetInt32().Should().Be(0);
        File.Delete(file);
    }

    [Fact]
    public async Task What_goes_to_a_file_is_not_coloured() =>
        (await Program.RunAsync("./build.sh", "--target=UpgradeCvat --dryrun")).Output.Should().Contain("No tasks were actually executed").And.NotContain("\e[");

    [Fact]
    public async Task A_run_without_a_test_has_failed_and_ends_with_its_counts()
    {
        var ended = await Program.RunAsync("./build.sh", "--target=Test --tests=Cake.Frosting.Tests --filter=FullyQualifiedName~NoSuchTest");

        ended.Code.Should().Be(1);
        ended.Output.Should().EndWith("\n0 passed, 0 failed, 0 skipped\n");
    }

    [Theory]
    [InlineData("./build.sh", "TERM", 143)]
    [InlineData("./build.sh", "INT", 130)]
    [InlineData("./build.sh", "HUP", 129)]
    [InlineData("dotnet cake", "TERM", 143)]
    public async Task A_signal_ends_the_run_within_five_seconds_with_its_own_code(string entrance, string signal, int code)
    {
        using var process = Program.Start(entrance, "--target=Test --tests=Cake.Frosting.Tests --verbosity=diagnostic");
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Test", StringComparison.Ordinal))
        {
            // The header of the task is on its way: from then on the host listens.
        }

        var watch = Stopwatch.StartNew();
        using (Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));

        process.ExitCode.Should().Be(code);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }
}
