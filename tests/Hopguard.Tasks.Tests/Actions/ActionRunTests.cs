namespace Hopguard.Tasks.Tests.Actions;

/// <summary>Actions run as a runner runs them, for a repository that is not ours.</summary>
public sealed class ActionRunTests(ActionRunner runner) : IClassFixture<ActionRunner>
{
    private const string Canary = "canary";

    // What would run if a shell, a template or a runner read it as more than a text; each would leave a file of that name, or an annotation.
    private static readonly string[] Hostile =
    [
        $"$(touch {Canary})",
        $"`touch {Canary}`",
        $"'; touch {Canary}; '",
        $"\" && touch {Canary} #",
        $"a\ntouch {Canary}\n::error::{Canary}",
        $"a%0A::error::{Canary}",
        $"::error::{Canary}",
        $"##[error]{Canary} ##vso[task.setvariable variable=a]{Canary}",
        $"a\nexit-code<<b\n{Canary}\nb",
        "--accept",
        "${{ github.token }} ${HOME} $HOME ~ * ?",
    ];

    public static TheoryData<string> Values => new(Hostile);

    public static TheoryData<string, string> Inputs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var action in new[] { "tasks/ValidatePlans", "tasks/StatusCvat" })
            {
                foreach (var input in new CompositeAction(Path.Combine(Host.Program.Root, action, "action.yml")).Inputs.Keys)
                    data.Add(action, input);
            }

            return data;
        }
    }

    [Fact]
    public async Task Plans_with_a_mistake_fail_with_an_annotation_a_summary_outputs_and_sarif()
    {
        var sarif = Path.Combine(runner.Workspace, "plans.sarif");
        WritePlan("mistaken", "remove-volume: { volume: database }");

        var ran = await runner.RunAsync("tasks/ValidatePlans", ("plans", "mistaken"), ("format", "sarif"), ("output", sarif));

        ran.Code.Should().Be(1, ran.Log);
        ran.Commands.Should().Contain(line => line.StartsWith("::error file=mistaken/1.0-2.0.yaml,line="));
        ran.Summary.Should().Contain("HOP");
        ran.Outputs["exit-code"].Should().Be("1");
        int.Parse(ran.Outputs["errors"], null).Should().BePositive();
        ran.Outputs["sarif"].Should().Be(sarif);
        File.ReadAllText(sarif).Should().Contain("mistaken/1.0-2.0.yaml");
        ran.Told.Should().BeEquivalentTo(ran.Outputs.Keys);
    }

    [Fact]
    public async Task The_summary_can_be_switched_off()
    {
        WritePlan("silent", "remove-volume: { volume: database }");

        (await runner.RunAsync("tasks/ValidatePlans", ("plans", "silent"), ("summary", "false"))).Should().Match<ActionRunner.Ran>(ran => ran.Code == 1 && ran.Summary == "");
        (await runner.RunAsync("tasks/ValidatePlans", ("plans", "silent"), ("summary", "no"))).Should().Match<ActionRunner.Ran>(ran => ran.Code == 1 && ran.Log.Contains("::error title=Hopguard::Input 'summary'"));
    }

    [Fact]
    public async Task Nothing_to_judge_is_code_2_and_an_annotation()
    {
        var ran = await runner.RunAsync("tasks/ValidatePlans", ("plans", "nowhere"));

        (ran.Code, ran.Outputs["exit-code"]).Should().Be((2, "2"));
        ran.Commands.Should().Contain(line => line.StartsWith("::error title=Hopguard::") && line.Contains("nowhere"));
    }

    [Fact]
    public async Task A_deployment_whose_engine_does_not_answer_is_code_4_and_told_in_outputs()
    {
        Directory.CreateDirectory(Path.Combine(runner.Workspace, "deployment"));

        var ran = await runner.RunAsync("tasks/StatusCvat", ("deployment", "deployment"));

        (ran.Code, ran.Outputs["exit-code"], ran.Outputs["condition"], ran.Outputs["version"]).Should().Be((4, "4", "unknown", ""), ran.Log);
        ran.Commands.Should().Contain(line => line.StartsWith("::error title=Hopguard::"));
        ran.Told.Should().BeEquivalentTo(ran.Outputs.Keys);
        ran.Summary.Should().Contain("What runs could not be found out");
    }

    [Fact]
    public async Task A_block_of_yaml_is_read_without_its_last_line_break() =>
        (await runner.RunAsync("tasks/ExplainRoute", ("plans", Path.Combine(Host.Program.Root, "plans") + "\n"), ("from", "2.2.0\n"), ("to", "2.3.0\n"))).Should().Match<ActionRunner.Ran>(ran => ran.Code == 0 && ran.Outputs["hops"] == "1" && ran.Outputs["version-after"] == "2.3.0" && ran.Summary.Contains("2.2.0 -> 2.3.0, 1 hop"));

    [Theory]
    [InlineData("Upgrade", "Target 'Upgrade' is unknown")]
    [InlineData("", "No target is given")]
    public async Task The_action_of_the_root_refuses_what_is_no_target(string target, string why)
    {
        var ran = await runner.RunAsync("", ("target", target));

        ran.Code.Should().Be(1);
        ran.Commands.Should().Contain(line => line.StartsWith("::error title=Hopguard::") && line.Contains(why));
    }

    [Fact]
    public async Task The_action_of_the_root_refuses_an_input_that_its_target_does_not_read()
    {
        var ran = await runner.RunAsync("", ("target", "StatusCvat"), ("accept", "true"));

        ran.Code.Should().Be(1);
        ran.Commands.Should().ContainSingle(line => line.Contains("Option '--accept' has no meaning for target 'StatusCvat'"));
    }

    [LongTheory("all of these values at once in every input, below")]
    [MemberData(nameof(Values))]
    public async Task Nothing_that_a_value_says_is_run(string value)
    {
        await RunHostileAsync("tasks/StatusCvat", "deployment", value);
        await RunHostileAsync("", "target", value);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public Task Nothing_is_run_whichever_input_says_it(string action, string input) => RunHostileAsync(action, input, string.Join(' ', Hostile));

    [Fact]
    public async Task Names_and_texts_of_a_plan_command_nothing()
    {
        WritePlan("named", "run-shell: { lines: ['$(touch canary) ::error::canary'] }", "::error::canary ##[error]canary %0A::error::canary");

        NothingRan(await runner.RunAsync("tasks/ValidatePlans", ("plans", "named")));
    }

    [Fact]
    public async Task The_host_is_built_once_and_an_sdk_is_set_up_only_where_none_fits()
    {
        (await runner.RunAsync("tasks/ValidatePlans")).Used.Should().BeEmpty();
        (await runner.RunAsync("tasks/ExplainRoute")).Used.Should().BeEmpty();
        runner.Builds.Should().Be(1);

        using var hosted = new ActionRunner { Environment = "github-hosted", HasSdk = false };
        (await hosted.RunAsync("tasks/ValidatePlans")).Used.Should().Equal("actions/cache", "actions/setup-dotnet");
    }

    private async Task RunHostileAsync(string action, string input, string value)
    {
        var ran = await runner.RunAsync(action, (input, value));

        ran.Code.Should().NotBe(0, ran.Log);
        NothingRan(ran);
    }

    private void NothingRan(ActionRunner.Ran ran)
    {
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(runner.Workspace)!, "canary*", SearchOption.AllDirectories).Should().BeEmpty();
        ran.Commands.Should().OnlyContain(line => line.StartsWith("::error title=Hopguard::") || line.StartsWith("::error file=") || line.StartsWith("::error title=HOP") || line.StartsWith("::warning ") || line.StartsWith("::notice ") || line.StartsWith("::group::Hopguard of content ") || line == "::endgroup::");
        ran.Commands.Should().NotContain(line => line.Contains("##[", StringComparison.Ordinal));
        ran.Outputs.Values.Should().NotContain(Canary);
        ran.Outputs["exit-code"].Should().MatchRegex("^[0-9]*$");
    }

    private void WritePlan(string folder, string step, string summary = "s")
    {
        var path = Path.Combine(runner.Workspace, folder);
        Directory.CreateDirectory(path);
        File.Copy(Path.Combine(Host.Program.Root, "plans/cvat/application.yaml"), Path.Combine(path, "application.yaml"), overwrite: true);
        File.WriteAllText(Path.Combine(path, "1.0-2.0.yaml"), $"application: cvat\nfrom: 2.2.0\nto: 2.3.0\nsummary: '{summary}'\nsteps:\n  - {step}\n");
    }
}
