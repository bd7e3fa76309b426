using System.Text.Json;
using Hopguard.Lab;
using Hopguard.Tasks.ListFleet;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Tests.Host;
using YamlDotNet.Serialization;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>Which jobs of a fleet GitHub would run: conditions, matrices, inputs and outputs of the three workflows are evaluated by its own library; what the jobs with steps end with is made up.</summary>
public sealed class FleetWorkflowTests : IDisposable
{
    private const string Workflow = ".github/workflows/fleet.yml";
    private const string Inventory = """
        waves:
          - { name: canary, deployments: [{ deployment: /a, runs-on: x }] }
          - { name: middle, deployments: [{ deployment: /b, runs-on: x }, { deployment: /c, runs-on: x }] }
          - { name: rest, deployments: [{ deployment: /d, runs-on: [x, y] }] }
        """;

    private const string A = "[canary: /a (x)]";
    private const string B = "[middle: /b (x)]";
    private const string C = "[middle: /c (x)]";
    private const string D = "[rest: /d (x, y)]";

    private readonly Dictionary<string, object> _jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _inputs = new(StringComparer.Ordinal) { ["to"] = "2.3.0" };
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard-fleet").FullName;

    public FleetWorkflowTests()
    {
        File.WriteAllText(Path.Combine(_folder, "fleet.yaml"), Inventory);
        var waves = FleetFile.Read(Path.Combine(_folder, "fleet.yaml"), ["cvat"]);
        var outputs = waves.Select((wave, index) => (Name: $"wave-{index + 1}", Value: FleetJson.Matrix(wave))).Append(("waves", "3")).ToDictionary(one => one.Item1, one => one.Item2, StringComparer.Ordinal);
        Ends("plan", outputs: outputs);
        Ends("*/check", outputs: new() { ["condition"] = "idle", ["version"] = "2.2.0", ["hops"] = "1" });
        Ends("*/upgrade", outputs: new() { ["began"] = "true", ["state"] = "awaiting-acceptance" });
        Ends("*/accept", outputs: new() { ["began"] = "true", ["state"] = "accepted" });
    }

    [Fact]
    public async Task A_wave_begins_when_every_deployment_of_the_one_before_was_accepted()
    {
        var ran = await SimulateAsync();

        ran.Where(line => line.Contains("/upgrade: ") || line.Contains("/accept: ") || line.Contains("/accepted")).Should().Equal(
            $"wave-1/upgrade{A}/upgrade: success", $"wave-1/upgrade{A}/accept: success", $"wave-1/accepted{A}: success",
            $"wave-2/upgrade{B}/upgrade: success", $"wave-2/upgrade{B}/accept: success", $"wave-2/upgrade{C}/upgrade: success", $"wave-2/upgrade{C}/accept: success",
            $"wave-2/accepted{B}: success", $"wave-2/accepted{C}: success",
            $"wave-3/upgrade{D}/upgrade: success", $"wave-3/upgrade{D}/accept: success", $"wave-3/accepted{D}: success");
        ran.Should().Contain(["wave-4: skipped", "wave-6: skipped", "end: success"]);
        ran[^1].Should().StartWith("workflow: success {\"waves\":\"3\"");
    }

    [Theory]
    [InlineData("upgrade", "failure")]
    [InlineData("upgrade", "cancelled")]
    [InlineData("check", "failure")]
    public async Task A_failure_of_the_canary_is_the_end(string job, string result)
    {
        Ends($"*{A}/{job}", result);

        var ran = await SimulateAsync();

        ran.Should().Contain(["wave-1/accepted: skipped", "wave-2: skipped", "wave-3: skipped", "end: success"]).And.NotContain(line => line.StartsWith("wave-2/"));
        ran[^1].Should().StartWith($"workflow: {result}");
    }

    [Fact]
    public async Task A_rejection_rolls_that_deployment_back_and_neither_its_wave_nor_another_goes_on()
    {
        Ends($"*{B}/accept", "failure");

        var ran = await SimulateAsync();

        ran.Should().Contain([$"wave-2/upgrade{B}/roll-back: success", $"wave-2/upgrade{C}: cancelled", "wave-2/accepted: skipped", "wave-3: skipped"]);
        ran[^1].Should().StartWith("workflow: failure");
    }

    [Fact]
    public async Task An_upgrade_that_succeeds_without_being_accepted_lets_no_wave_begin()
    {
        // Nothing failed, nobody accepted: what the deployment itself says counts.
        Ends($"*{A}/upgrade", outputs: new() { ["state"] = "rolled-back" });
        Ends($"wave-1/accepted{A}", "failure");

        var ran = await SimulateAsync();

        ran.Should().Contain([$"wave-1/upgrade{A}/accept: skipped", $"wave-1/accepted{A}: failure", "wave-2: skipped", "wave-3: skipped"]);
    }

    [Fact]
    public async Task One_that_was_not_accepted_among_several_lets_no_wave_begin()
    {
        Ends($"wave-2/accepted{B}", "failure");

        (await SimulateAsync()).Should().Contain([$"wave-2/accepted{C}: success", "wave-3: skipped"]);
    }

    [Fact]
    public async Task Called_again_it_goes_on_where_it_stopped()
    {
        Ends($"*{A}/check", outputs: new() { ["condition"] = "idle", ["version"] = "2.3.0", ["hops"] = "0" });
        Ends($"*{B}/check", outputs: new() { ["condition"] = "idle", ["version"] = "2.3.0", ["hops"] = "0" });
        Ends($"*{C}/check", outputs: new() { ["condition"] = "failed", ["version"] = "2.3.0", ["hops"] = "0" });

        var ran = await SimulateAsync();

        ran.Should().Contain([$"wave-1/upgrade{A}/upgrade: skipped", $"wave-1/upgrade{A}/accept: skipped", $"wave-1/upgrade{A}/roll-back: skipped", $"wave-1/accepted{A}: success"])
            .And.Contain([$"wave-2/upgrade{B}/upgrade: skipped", $"wave-2/upgrade{C}/upgrade: success", $"wave-3/upgrade{D}/accept: success"]);
        ran[^1].Should().StartWith("workflow: success");
    }

    [Fact]
    public async Task Several_at_once_are_led_to_their_end_and_the_wave_is_the_last()
    {
        _inputs["parallel"] = 2;
        Ends($"*{B}/upgrade", "failure");

        (await SimulateAsync()).Should().Contain([$"wave-2/upgrade{C}/accept: success", "wave-2/accepted: skipped", "wave-3: skipped"]);
    }

    [Fact]
    public async Task An_inventory_that_is_wrong_lets_nothing_begin()
    {
        Ends("plan", "failure");

        (await SimulateAsync()).Should().Contain(["wave-1: skipped", "wave-2: skipped", "end: skipped"]);
    }

    [Theory]
    [InlineData("needs: [plan, wave-1]\n    if: needs.wave-1.result == 'success' && ", "needs: [plan, wave-1]\n    if: always() && ")]
    [InlineData("&& needs.wave-1.outputs.accepted == 'true' ", "|| always() ")]
    public async Task A_condition_that_lets_a_wave_through_would_be_seen(string right, string wrong)
    {
        foreach (var file in ClientTests.Files.Where(file => file.StartsWith(".github", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.Copy(Path.Combine(Program.Root, file), Path.Combine(_folder, file));
        }

        var text = File.ReadAllText(Path.Combine(_folder, Workflow));
        text.Should().Contain(right);
        text = text.Replace(right, wrong, StringComparison.Ordinal).Replace("needs.wave-1.outputs.accepted == 'true' && ", string.Empty, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, Workflow), text);
        Ends($"*{A}/upgrade", "failure");

        (await SimulateAsync(_folder)).Should().Contain($"wave-2/upgrade{B}/upgrade: success");
    }

    [Fact]
    public void There_is_a_job_and_an_output_for_each_wave()
    {
        var jobs = Jobs();
        var waves = Enumerable.Range(1, OutputCatalogue.MostWaves).Select(number => $"wave-{number}").ToList();

        jobs.Keys.Should().Equal(["plan", .. waves, "end"]);
        Map(jobs["plan"])["outputs"].Should().BeAssignableTo<Dictionary<object, object>>().Which.Keys.Should().Equal(["waves", .. waves]);
    }

    [Theory]
    [InlineData("2", " true true    ", 0, "2", "")]
    [InlineData("2", "true false    ", 1, "1", "::error title=Hopguard::1 of 2 waves stand at the wanted version")]
    [InlineData("3", "     ", 1, "0", "::error title=Hopguard::0 of 3 waves stand at the wanted version")]
    public async Task The_waves_that_were_accepted_are_counted(string waves, string accepted, int code, string count, string said)
    {
        var script = ((List<object>)Map(Jobs()["end"])["steps"]).Select(Map).Single(step => step.ContainsKey("run"))["run"];
        var output = Path.Combine(_folder, "output");
        var ran = await new LabCommand("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", (string)script)
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["GITHUB_OUTPUT"] = output, ["WAVES"] = waves, ["ACCEPTED"] = accepted },
        }.TryRunAsync();

        (ran.ExitCode, File.ReadAllText(output)).Should().Be((code, $"accepted-waves={count}\n"));
        ran.Output.Should().StartWith(said);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Ends(string path, string result = "success", Dictionary<string, string>? outputs = null) => _jobs[path] = new { result, outputs = outputs ?? [] };

    private Task<IReadOnlyList<string>> SimulateAsync(string? root = null) =>
        ClientFindings.RunAsync("simulate", root ?? Program.Root, Workflow, JsonSerializer.Serialize(new { inputs = _inputs, jobs = _jobs }));

    private static Dictionary<object, object> Jobs() => Map(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Program.Root, Workflow)))["jobs"]);

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;
}
