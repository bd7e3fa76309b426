using System.Text.RegularExpressions;
using Hopguard.Lab;
using Hopguard.Tasks.Tests.Host;
using YamlDotNet.Serialization;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>Actions, workflows and scripts as the clients see them that decide whether they run.</summary>
public sealed partial class ClientTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard").FullName;

    public static IReadOnlyList<string> Files { get; } =
    [
        "action.yml",
        .. Directory.EnumerateFiles(Path.Combine(Program.Root, "tasks"), "action.yml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Program.Root, path)),
        .. Directory.EnumerateFiles(Path.Combine(Program.Root, ".github/workflows")).Select(path => Path.GetRelativePath(Program.Root, path)),
    ];

    [Fact]
    public async Task Nothing_is_found_in_actions_and_workflows() => (await ClientFindings.OfAsync(Program.Root, Files)).Should().BeEmpty();

    [Theory]
    [InlineData("tasks/StatusCvat/action.yml", "      shell: bash\n", "", "workflow-parser")]
    [InlineData("tasks/StatusCvat/action.yml", "icon: shield", "icon: harbour", "languageservice")]
    [InlineData("tasks/StatusCvat/action.yml", "using: composite", "using: composed", "action-validator")]
    [InlineData(".github/workflows/fleet-wave.yml", "jobs.accepted.result", "jobs.acepted.result", "actionlint")]
    public async Task A_mistake_is_found(string file, string right, string wrong, string client)
    {
        foreach (var one in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, one))!);
            File.Copy(Path.Combine(Program.Root, one), Path.Combine(_folder, one));
        }

        var text = File.ReadAllText(Path.Combine(_folder, file));
        text.Should().Contain(right);
        File.WriteAllText(Path.Combine(_folder, file), text.Replace(right, wrong, StringComparison.Ordinal));

        (await ClientFindings.OfAsync(_folder, file)).Should().Contain(line => line.StartsWith(file) && line.Contains($" {client}: "));
    }

    [LongTheory("a mistake for each of the clients, above")]
    [InlineData(".github/workflows/upgrade.yml", "needs: [check]", "needs: [chek]", "workflow-parser")]
    [InlineData(".github/workflows/upgrade.yml", "deployment: ${{ inputs.deployment }}", "deploiment: ${{ inputs.deployment }}", "languageservice")]
    [InlineData(".github/workflows/maintenance.yml", "uses: ./hopguard/tasks/ExplainRoute", "uses: ./hopguard/tasks/ExplainRout", "languageservice")]
    [InlineData(".github/workflows/fleet.yml", "needs: [plan, wave-1]", "needs: [plan, wave-l]", "workflow-parser")]
    [InlineData(".github/workflows/fleet.yml", "needs.wave-1.outputs.accepted", "needs.wave-1.outputs.acepted", "languageservice")]
    [InlineData(".github/workflows/fleet.yml", "parallel: ${{ fromJSON(", "paralel: ${{ fromJSON(", "workflow-parser")]
    [InlineData(".github/workflows/fleet-wave.yml", "deployment: ${{ matrix.deployment }}\n      app", "deploiment: ${{ matrix.deployment }}\n      app", "workflow-parser")]
    [InlineData(".github/workflows/plan-check.yml", "contents: read", "contents: reed", "actionlint")]
    public Task Every_kind_of_mistake_is_found(string file, string right, string wrong, string client) => A_mistake_is_found(file, right, wrong, client);

    [Fact]
    public async Task Nothing_is_found_in_scripts()
    {
        await LabTools.EnsureAsync("scripts are checked", CancellationToken.None, ("shellcheck", "shellcheck"));

        (await new LabCommand("shellcheck", "build.sh", "tasks/action.sh", ".ci/run") { Folder = Program.Root }.TryRunAsync()).Output.Should().BeEmpty();
    }

    [Fact]
    public void No_value_stands_in_the_text_of_a_script_and_every_action_of_others_is_pinned() => Files.Should().AllSatisfy(file =>
    {
        var text = File.ReadAllText(Path.Combine(Program.Root, file));
        Scripts(new DeserializerBuilder().Build().Deserialize<object>(text)).Should().NotContain(script => script.Contains("${{", StringComparison.Ordinal));
        Use().Matches(text).Select(match => match.Groups["what"].Value).Should().AllSatisfy(what => what.Should().MatchRegex(@"^(\./hopguard(/tasks/\w+)?|\./\.github/workflows/(upgrade|fleet-wave)\.yml|[\w/-]+@[0-9a-f]{40} # v[\d.]+)$"));
    });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Scripts(object? node) => node switch
    {
        Dictionary<object, object> map => map.SelectMany(pair => pair is { Key: "steps", Value: List<object> steps }
            ? steps.Cast<Dictionary<object, object>>().Select(step => step.GetValueOrDefault("run")).OfType<string>()
            : Scripts(pair.Value)),
        _ => [],
    };

    [GeneratedRegex("uses: (?<what>.+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Use();
}
