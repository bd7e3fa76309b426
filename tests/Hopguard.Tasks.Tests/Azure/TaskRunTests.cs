namespace Hopguard.Tasks.Tests.Azure;

/// <summary>Tasks run as an agent runs them, for sources that are not ours.</summary>
public sealed class TaskRunTests(AzureAgent agent) : IClassFixture<AzureAgent>
{
    private const string Canary = "canary";

    // What would run if a shell, a template or an agent read it as more than a text; each would leave a file of that name, or obey it.
    private static readonly string[] Values =
    [
        $"$(touch {Canary})", $"`touch {Canary}`", $"'; touch {Canary}; '", $"\" && touch {Canary} #", $"a\ntouch {Canary}\n##vso[task.setvariable variable={Canary}]x", $"a\r\n##vso[task.complete result=Succeeded]{Canary}",
        $"##vso[task.setvariable variable={Canary};isOutput=true]x", $"##VSO[task.setvariable variable={Canary}]x]", $"a;isOutput=true]{Canary}%0D%0A##vso[task.complete result=Succeeded;]", "--accept", "${HOME} $HOME ~ * ? \\", "日本語 \u202e",
    ];

    public static TheoryData<string> Hostile => new(Values);

    [Fact]
    public async Task The_shipped_plans_are_fine()
    {
        var ran = await agent.RunAsync("ValidatePlans", ("plans", Path.Combine(Host.Program.Root, "plans")), ("summary", "true"));

        (ran.Result, ran.Outputs["exitCode"], ran.Outputs["errors"]).Should().Be(("Succeeded", "0", "0"), ran.Log);
        ran.Issues("error").Should().BeEmpty();
    }

    [Fact]
    public async Task Plans_with_a_mistake_fail_with_an_issue_a_page_outputs_and_sarif()
    {
        var sarif = Path.Combine(agent.Sources, "plans.sarif");
        WritePlan("mistaken", "remove-volume: { volume: database }");

        var ran = await agent.RunAsync("ValidatePlans", ("plans", "mistaken"), ("format", "sarif"), ("output", sarif));

        (ran.Code, ran.Result, ran.Outputs["exitCode"], ran.Outputs["sarif"]).Should().Be((0, "Failed", "1", sarif), ran.Log);
        ran.Issues("error").Should().Contain(issue => issue.Property("sourcepath") == "mistaken/1.0-2.0.yaml" && issue.Property("code")!.StartsWith("HOP"));
        ran.Issues("error").Last().Message.Should().Be("ValidatePlans ended with exit code 1");
        int.Parse(ran.Outputs["errors"], null).Should().BePositive();
        File.ReadAllText(sarif).Should().Contain("mistaken/1.0-2.0.yaml");
        ran.Pages.Should().ContainSingle().Which.Should().Contain("HOP");
        ran.Outputs.Keys.Should().Equal(TaskFile.Of("ValidatePlans").Outputs);
    }

    [Fact]
    public async Task The_summary_can_be_switched_off_however_a_template_writes_it()
    {
        WritePlan("silent", "remove-volume: { volume: database }");

        (await agent.RunAsync("ValidatePlans", ("plans", "silent"), ("summary", "False"))).Should().Match<AzureAgent.Ran>(ran => ran.Result == "Failed" && !ran.Pages.Any());
        (await agent.RunAsync("ValidatePlans", ("plans", "silent"), ("summary", "no"))).Issues("error").Should().Contain(issue => issue.Message.Contains("Input 'summary' is neither"));
    }

    [Fact]
    public async Task A_way_is_told_on_a_page_and_in_outputs()
    {
        var ran = await agent.RunAsync("ExplainRoute", ("plans", Path.Combine(Host.Program.Root, "plans") + "\n"), ("from", "2.2.0"), ("to", "2.3.0"));

        (ran.Result, ran.Outputs["hops"], ran.Outputs["versionAfter"]).Should().Be(("Succeeded", "1", "2.3.0"), ran.Log);
        ran.Pages.Should().ContainSingle().Which.Should().Contain("2.2.0 -> 2.3.0, 1 hop");
    }

    [Fact]
    public async Task A_deployment_whose_engine_does_not_answer_fails_and_is_told_in_outputs()
    {
        Directory.CreateDirectory(Path.Combine(agent.Sources, "deployment"));

        var ran = await agent.RunAsync("StatusCvat", ("deployment", "deployment"));

        (ran.Result, ran.Outputs["exitCode"], ran.Outputs["condition"], ran.Outputs["version"]).Should().Be(("Failed", "4", "unknown", ""), ran.Log);
        ran.Pages.Should().ContainSingle().Which.Should().Contain("What runs could not be found out");
    }

    [Fact]
    public Task Values_reach_the_program_as_they_are() => ShouldReachAsync(string.Join(' ', Values), "--accept");

    [LongTheory("all of these values at once, above")]
    [MemberData(nameof(Hostile))]
    public Task A_value_reaches_the_program_as_it_is(string value) => ShouldReachAsync(value, value);

    private async Task ShouldReachAsync(string deployment, string state)
    {
        var (ran, arguments) = await agent.RecordAsync("StatusCvat", [], ("deployment", deployment), ("state", state));

        arguments.Should().BeEquivalentTo("--target=StatusCvat", $"--deployment={deployment}", $"--state={state}");
        ran.Result.Should().Be("Succeeded", ran.Log);
        NothingRan(ran);
    }

    [Fact]
    public async Task Whatever_the_program_is_told_it_commands_nothing()
    {
        var all = string.Join(' ', Values);
        foreach (var input in new[] { "plans", "working", "failOn" })
            NothingRan(await agent.RunAsync("ValidatePlans", (input, all)));

        WritePlan("named", $"run-shell: {{ lines: ['$(touch {Canary}) ##vso[task.setvariable variable={Canary}]x'] }}", $"##vso[task.complete result=Succeeded]{Canary} ##[error]{Canary}");
        NothingRan(await agent.RunAsync("ValidatePlans", ("plans", "named")));
    }

    [Fact]
    public async Task Of_what_is_printed_only_issues_progress_pages_and_groups_are_obeyed()
    {
        const string printed = "##vso[task.setvariable variable=canary]x\n a ##vso[task.complete result=Succeeded;]canary\n##vso[task.logissue type=warning;]told ##vso[task.setsecret]canary\n##vso[task.setprogress value=7;]x\n##[group]g\n##[error]canary\nlast";

        var (ran, _) = await agent.RecordAsync("StatusCvat", [("PRINT", printed)], ("deployment", "a"));

        NothingRan(ran);
        ran.Issues("warning").Should().ContainSingle().Which.Message.Should().Be("told ##vso [task.setsecret]canary");
        ran.Commands.Should().ContainSingle(command => command.Name == "task.setprogress");
        ran.Log.Should().Contain("\n##[group]g\n").And.Contain("## [error]canary").And.Contain("\nlast");
        ran.Outputs["state"].Should().Be("open\n##vso[task.complete]");
    }

    [Fact]
    public async Task Inputs_become_options_by_their_names_and_flags_by_their_values()
    {
        var (_, arguments) = await agent.RecordAsync("UpgradeCvat", [("HOPGUARD_INPUT_DELETE_RETIRED", "true")], ("deployment", "/srv/cvat"), ("sourceSha256", "abc"), ("composeFiles", "a.yml,b.yml"), ("accept", "True"), ("summary", "true"), ("to", ""));

        arguments.Should().BeEquivalentTo("--target=UpgradeCvat", "--deployment=/srv/cvat", "--source-sha256=abc", "--compose-files=a.yml,b.yml", "--accept=true");
    }

    [Fact]
    public async Task A_secret_that_an_input_names_is_masked_before_anything_is_printed()
    {
        var file = Path.Combine(agent.Sources, "token");
        await File.WriteAllTextAsync(file, "of a file\nand its second line\n");

        var (ran, arguments) = await agent.RecordAsync("UpgradeCvat", [("NOTIFY_TOKEN", "of a variable")], ("deployment", "a"), ("notifySecret", "env:NOTIFY_TOKEN"));
        var (other, _) = await agent.RecordAsync("UpgradeCvat", [], ("deployment", "a"), ("notifySecret", $"file:{file}"));

        ran.Commands[0].Should().Match<LoggingCommand>(command => command.Name == "task.setsecret" && command.Message == "of a variable");
        arguments.Should().Contain("--notify-secret=env:NOTIFY_TOKEN").And.NotContain(argument => argument.Contains("of a variable"));
        other.Commands.Where(command => command.Name == "task.setsecret").Select(command => command.Message).Should().Equal("of a file", "and its second line");
    }

    [Fact]
    public async Task What_is_printed_late_is_shown() // Longer than the step before is given to let its output go.
    {
        var (ran, _) = await agent.RecordAsync("StatusCvat", [("SLEEP", "7"), ("PRINT", "late")], ("deployment", "a"));

        ran.Log.Should().Contain("\nlate\n");
        ran.Result.Should().Be("Succeeded");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_cancelled_job_reaches_the_program_which_says_how_to_go_on(string signal)
    {
        var process = await agent.StartRecorderAsync("UpgradeCvat", [("WAIT", "1")], ("deployment", "a"));
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "waiting")
        {
            // Not yet there.
        }

        await new Lab.LabCommand("kill", "-s", signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).RunAsync();

        var ran = await AzureAgent.EndAsync(process);

        ran.Log.Should().Contain("to continue: ./build.sh --target=UpgradeCvat");
        ran.Result.Should().Be("Failed");
        ran.Issues("error").Should().ContainSingle().Which.Message.Should().Be($"UpgradeCvat was interrupted by SIG{signal}");
    }

    [Theory]
    [InlineData("en-US", "The .NET SDK 10 is missing; put the task UseDotNet")]
    [InlineData("ja-JP", ".NET SDK 10 がありません")]
    public async Task A_machine_that_cannot_build_is_told_what_it_needs_in_its_language(string culture, string said)
    {
        var ran = await agent.RunWithoutSdkAsync("ValidatePlans", culture);

        ran.Result.Should().Be("Failed", ran.Log);
        ran.Issues("error").Should().ContainSingle().Which.Message.Should().StartWith(said);
    }

    private void NothingRan(AzureAgent.Ran ran)
    {
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(agent.Sources)!, "canary*", SearchOption.AllDirectories).Should().BeEmpty();
        ran.Commands.Select(command => command.Name).Should().OnlyContain(name => name == "task.logissue" || name == "task.issue" || name == "task.setvariable" || name == "task.uploadsummary" || name == "task.setprogress" || name == "task.complete");
        ran.Commands.Where(command => command.Name == "task.complete").Should().ContainSingle();
        ran.Commands.Where(command => command.Name == "task.setvariable").Should().OnlyContain(command => command.Property("variable") != Canary);
        ran.Log.Should().NotContain("##[error]");
    }

    private void WritePlan(string folder, string step, string summary = "s")
    {
        var path = Path.Combine(agent.Sources, folder);
        Directory.CreateDirectory(path);
        File.Copy(Path.Combine(Host.Program.Root, "plans/cvat/application.yaml"), Path.Combine(path, "application.yaml"), overwrite: true);
        File.WriteAllText(Path.Combine(path, "1.0-2.0.yaml"), $"application: cvat\nfrom: 2.2.0\nto: 2.3.0\nsummary: '{summary}'\nsteps:\n  - {step}\n");
    }
}
