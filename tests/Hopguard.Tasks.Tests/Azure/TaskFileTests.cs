using System.Text.Json.Nodes;
using Hopguard.DevTasks.GenerateDocs;
using Hopguard.Tasks.Options;
using Hopguard.Tasks.Tests.Actions;
using Hopguard.Tasks.Tests.Host;

namespace Hopguard.Tasks.Tests.Azure;

/// <summary>Every action is a task of Azure Pipelines as well, with the same inputs and outputs; that the files are those that are generated is told by the test of documents.</summary>
public sealed class TaskFileTests
{
    public static TheoryData<string> Targets => new(ActionFiles.Targets.Select(target => target.Name));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Nothing_is_found_in_a_task(string target) => TaskFile.Of(target).Findings().Should().BeEmpty();

    [Theory]
    [InlineData("\"id\": \"", "\"id\": \"x", "the id is no GUID")]
    [InlineData("\"Node20_1\"", "\"Node20\"", "the handlers")]
    [InlineData("\"type\": \"pickList\"", "\"type\": \"picklist\"", "is of an unknown type")]
    [InlineData("\"required\": true", "\"required\": \"true\"", "is required by a text")]
    [InlineData("\"defaultValue\": true", "\"defaultValue\": \"true\"", "has a default of another type")]
    [InlineData("\"name\": \"state\"", "\"name\": \"deployment\"", "an input is there twice")]
    [InlineData("\"groupName\": \"deployment\"", "\"groupName\": \"deploy\"", "stands in no group")]
    [InlineData("\"demands\"", "\"demand\"", "a key that no task has")]
    [InlineData("\"friendlyName\": \"", "\"friendlyName\": \"A name that is longer than any list of tasks shows: ", "longer than 40")]
    [InlineData("\"allowed\": [", "\"allowed\": [\"path\",", "the variables that may be set")]
    public void A_mistake_is_found(string right, string wrong, string found)
    {
        var text = File.ReadAllText(Path.Combine(Program.Root, "tasks/UpgradeCvat/task.json"));
        text.Should().Contain(right);

        new TaskFile(text.Replace(right, wrong, StringComparison.Ordinal)).Findings().Should().Contain(one => one.Contains(found));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Its_inputs_and_outputs_are_those_of_the_action(string target)
    {
        var (task, action) = (TaskFile.Of(target), new CompositeAction(Path.Combine(Program.Root, "tasks", target, "action.yml")));

        task.Inputs.Select(input => (string)input["name"]!).Should().BeEquivalentTo(action.Inputs.Keys.Select(AzureInput.NameOf));
        task.Inputs.Where(input => (bool)input["required"]!).Select(input => (string)input["name"]!).Should().BeEquivalentTo(action.Inputs.Where(input => input.Value["required"] == "true").Select(input => AzureInput.NameOf(input.Key)));
        task.Outputs.Should().Equal(action.Outputs.Keys.Select(AzureInput.NameOf));
    }

    [Fact]
    public void An_id_is_of_one_task_and_stays() // Those who have installed a task know it by nothing else.
    {
        ActionFiles.Targets.Select(target => (string)TaskFile.Of(target.Name)["id"]!).Should().OnlyHaveUniqueItems();
        ((string)TaskFile.Of("UpgradeCvat")["id"]!).Should().Be("8dd6545d-64ce-81cd-a9e7-6f19eec04274");
        ((string)TaskFile.Of("ValidatePlans")["id"]!).Should().Be("2499de21-abe9-85ea-9fc5-f8d83ae475c3");
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Everything_is_said_in_Japanese_as_well(string target)
    {
        var (english, japanese) = (Resources(target, "en-US"), Resources(target, "ja-JP"));

        japanese.Select(pair => pair.Key).Should().Equal(english.Select(pair => pair.Key));
        japanese.Where(pair => pair.Key is "loc.description" || pair.Key.StartsWith("loc.input.help.", StringComparison.Ordinal) || pair.Key.StartsWith("loc.messages.", StringComparison.Ordinal))
            .Should().AllSatisfy(pair => ((string)pair.Value!).Should().MatchRegex("[\u3040-\u30ff\u4e00-\u9fff]", "'{0}' has no line in ja.po", english[pair.Key]));
        english.Where(pair => pair.Key.StartsWith("loc.input.help.", StringComparison.Ordinal)).Select(pair => ((string)pair.Value!).Replace("&lt;", "<", StringComparison.Ordinal))
            .Should().BeSubsetOf(new CompositeAction(Path.Combine(Program.Root, "tasks", target, "action.yml")).Inputs.Values.Select(input => input["description"]));
    }

    [Fact]
    public void A_secret_is_known_by_the_name_of_its_input() => // The script masks what such an input names.
        OptionCatalogue.All.Where(option => option.Type == OptionType.SecretReference).Should().NotBeEmpty().And.OnlyContain(option => option.Name.EndsWith("-secret"));

    private static JsonObject Resources(string target, string language) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Program.Root, AzureTasks.ResourceFolder($"tasks/{target}", language), "resources.resjson")))!.AsObject();
}
