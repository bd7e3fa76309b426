using Hopguard.DevTasks.GenerateDocs;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Outputs;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Actions;

/// <summary>Every target that operators have is an action, with its options as inputs; that the files are those that are generated is told by the test of documents.</summary>
public sealed class ActionFileTests
{
    public static TheoryData<string> Targets => new(ActionFiles.Targets.Select(target => target.Name));

    [Fact]
    public void Targets_of_deployments_and_of_plans_have_one_and_plans_and_steps_have_none()
    {
        ActionFiles.Targets.Select(target => target.Name).Should().Contain(["UpgradeCvat", "BackupCvat", "RollbackCvat", "StatusCvat", "ValidatePlans", "ExplainRoute", "FixPlan"])
            .And.NotContain(name => name.Contains('-') || name.Contains('/'));
        ActionFiles.Render().Select(file => file.Path).Should().HaveCount(ActionFiles.Targets.Count + 1).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Its_inputs_are_the_options_that_it_reads(string name)
    {
        var target = ActionFiles.Targets.Single(one => one.Name == name);
        var action = Action($"tasks/{name}");

        action.Inputs.Keys.Intersect(OptionCatalogue.All.Where(option => option.IsAgainst(target.Role)).Select(option => option.Name)).Should().BeEmpty();
        action.Inputs.Keys.Should().Contain(OptionCatalogue.All.Where(option => option.ReadBy.Contains(name) || option.ReadByRoles.Contains(target.Role)).Select(option => option.Name))
            .And.Contain(["language", "verbosity", "working", "summary"]);
        if (target.Role == TargetRole.None)
            action.Inputs.Keys.Should().NotContain(["deployment", "accept", "state"]);
        else
            action.Inputs["deployment"]["required"].Should().Be("true");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Its_outputs_are_what_it_tells(string name) => Action($"tasks/{name}").Outputs.Keys.Should()
        .Equal(OutputCatalogue.All.Where(output => output.IsToldBy(name, ActionFiles.Targets.Single(one => one.Name == name).Role)).Select(output => output.Name)).And.Contain("exit-code");

    [Theory]
    [InlineData("")]
    [MemberData(nameof(Targets))]
    public void Each_input_is_described_is_written_in_kebab_case_and_reaches_the_script(string name)
    {
        var action = Action(name.Length == 0 ? string.Empty : $"tasks/{name}");

        action.Inputs.Should().AllSatisfy(input =>
        {
            input.Key.Should().MatchRegex("^[a-z0-9]+(-[a-z0-9]+)*$");
            input.Value["description"].Should().NotBeEmpty();
            (input.Value["required"], input.Value.ContainsKey("default")).Should().BeOneOf(("true", false), ("false", true));
            action.Steps[^1].Environment.Values.Should().ContainSingle(value => value == $"${{{{ inputs.{input.Key} }}}}");
        });
        action.Outputs.Values.Should().AllSatisfy(output => output["description"].Should().NotBeEmpty());
    }

    [Fact]
    public void The_action_of_the_root_has_the_inputs_and_outputs_of_all() => ActionFiles.Targets.Should().AllSatisfy(target =>
    {
        var action = Action($"tasks/{target.Name}");
        Action(string.Empty).Inputs.Keys.Should().Contain(action.Inputs.Keys);
        Action(string.Empty).Outputs.Keys.Should().Contain(action.Outputs.Keys);
    });

    private static CompositeAction Action(string folder) => new(Path.Combine(Program.Root, folder, "action.yml"));
}
