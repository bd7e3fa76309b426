using Hopguard.Tasks.Tests.Actions;
using Hopguard.Tasks.Tests.Host;
using YamlDotNet.Serialization;

namespace Hopguard.Tasks.Tests.Azure;

/// <summary>Templates, and the pipelines that the guides give people to paste, as the client sees them that editors use.</summary>
public sealed class TemplateTests : IDisposable
{
    private static readonly string[] Guides = ["README.md", "docs/ci.md", "docs/ci.ja.md"];

    private readonly string _folder = Directory.CreateTempSubdirectory("hopguard").FullName;

    public TemplateTests() => PipelineFindings.Provide(_folder);

    [Fact]
    public async Task Nothing_is_found_in_templates_and_in_what_is_pasted()
    {
        var pasted = Paste(text => text);

        pasted.Should().HaveCountGreaterThan(6);
        (await PipelineFindings.OfAsync(_folder, [.. PipelineFindings.Templates, .. pasted])).Should().BeEmpty();
    }

    [Theory]
    [InlineData("azure/upgrade.yml", "task: HopguardExplainRoute@0", "task: HopguardExplainRout@0", "Value is not accepted")]
    [InlineData("azure/upgrade.yml", "sourceSha256: ${{ parameters.sourceSha256 }}", "sourceSha: ${{ parameters.sourceSha256 }}", "Unexpected property sourceSha")]
    [InlineData("azure/upgrade.yml", "lockBehavior: sequential", "lockBehaviour: sequential", "Unexpected property lockBehaviour")]
    [InlineData("azure/upgrade.yml", "['left.status.state']", "['left.status.stage']", "no step tells 'status.stage'")]
    [InlineData("azure/plan-check.yml", "format: sarif", "format: sariff", "does not match the pattern")]
    [InlineData("azure/maintenance.yml", "deployment: ${{ parameters.deployment }}", "", "Missing property \"deployment\"")]
    public async Task A_mistake_is_found(string file, string right, string wrong, string found)
    {
        var text = File.ReadAllText(Path.Combine(_folder, file));
        text.Should().Contain(right);
        File.WriteAllText(Path.Combine(_folder, file), text.Replace(right, wrong, StringComparison.Ordinal));

        (await PipelineFindings.OfAsync(_folder, file)).Should().Contain(line => line.StartsWith(file) && line.Contains(found));
    }

    [Theory]
    [InlineData("azure/upgrade.yml@hopguard", "azure/upgraded.yml@hopguard", "is not there")]
    [InlineData("azure/upgrade.yml@hopguard", "azure/upgrade.yml@other", "is of no resource")]
    [InlineData("deployment: /srv/cvat", "deploiment: /srv/cvat", "has no parameter 'deploiment'")]
    [InlineData("deployment: /srv/cvat", "state: /srv/cvat", "needs parameter 'deployment'")]
    public async Task A_mistake_in_what_is_pasted_is_found(string right, string wrong, string found) =>
        (await PipelineFindings.OfAsync(_folder, Paste(text => text.Replace(right, wrong, StringComparison.Ordinal)))).Should().Contain(line => line.Contains(found));

    [Fact]
    public void Both_languages_give_the_same_to_paste() => GuideSnippets.Azure("docs/ci.ja.md").Should().Equal(GuideSnippets.Azure("docs/ci.md"));

    [Fact]
    public void An_upgrade_waits_for_its_approval_twice_and_a_rejected_one_is_rolled_back()
    {
        var stages = Stages();

        stages.Keys.Should().Equal("check", "upgrade", "accept", "rollback");
        stages["check"].Should().NotContain("environment:");
        stages["upgrade"].Should().Contain("environment: ${{ parameters.environment }}").And.Contain("succeeded()").And.Contain("'upgrade'");
        stages["accept"].Should().Contain("environment: ${{ parameters.acceptanceEnvironment }}").And.Contain("'awaiting-acceptance'").And.Contain("accept: true");
        stages["rollback"].Should().Contain("eq(dependencies.accept.result, 'Failed')").And.Contain("ne(dependencies.accept.outputs['approved.stage.began'], 'true')");
        stages.Values.Skip(1).Should().AllSatisfy(stage => stage.Should().Contain("lockBehavior: sequential").And.Contain("condition: always()"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_parameter_stands_in_the_text_of_a_script(string file) => Scripts(new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(Path.Combine(Program.Root, file))))
        .Should().NotContain(script => script.Contains("${{", StringComparison.Ordinal) || script.Contains("$(", StringComparison.Ordinal));

    public static TheoryData<string> Files => new(PipelineFindings.Templates);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, string> Stages() => File.ReadAllText(Path.Combine(Program.Root, "azure/upgrade.yml")).Split("\n  - stage: ").Skip(1)
        .ToDictionary(text => text[..text.IndexOf('\n')], text => text, StringComparer.Ordinal);

    private static IEnumerable<string> Scripts(object? node) => node switch
    {
        Dictionary<object, object> map => map.SelectMany(pair => pair is { Key: "bash" or "script", Value: string script } ? [script] : Scripts(pair.Value)),
        List<object> list => list.SelectMany(Scripts),
        _ => [],
    };

    private List<string> Paste(Func<string, string> change) => [.. Guides.SelectMany(GuideSnippets.Azure).Select((text, index) =>
    {
        File.WriteAllText(Path.Combine(_folder, $"pasted-{index}.yml"), change(text));
        return $"pasted-{index}.yml";
    })];
}
