using System.Text;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class SetImageTagTests : IDisposable
{
    private readonly HandlerBed _bed = new() { ComposeFiles = ["a.yml", "b.yml"] };
    private readonly SetImageTagHandler _handler = new();
    private readonly SetImageTag _step = new() { Id = "set-image-tag", Services = [Name.Of("web"), Name.Of("worker")], Tag = Name.Of("2.0") };

    [Theory]
    [InlineData("services:\n  web: {image: 'r:5000/shop/web:1.0' } # mine\n  worker:\n    image: \"shop/web\"   # none\n", "services:\n  web: {image: 'r:5000/shop/web:2.0' } # mine\n  worker:\n    image: \"shop/web:2.0\"   # none\n")]
    [InlineData("\uFEFFservices:\r\n  # 名前 1.0\r\n  web:\r\n    image: shop/web:1.0@sha256:aa\r\n  worker:\r\n    image: &w shop/web:1.0\r\n", "\uFEFFservices:\r\n  # 名前 1.0\r\n  web:\r\n    image: shop/web:2.0\r\n  worker:\r\n    image: &w shop/web:2.0\r\n")]
    public async Task Tags_are_written_and_written_back_and_every_other_byte_stays(string before, string after)
    {
        Put("a.yml", before);
        Put("b.yml", "services:\n  web:\n    restart: always\n");

        (await _bed.DoAsync(_handler, _step)).Should().BeOfType<StepOutcome.Done>();
        Text("a.yml").Should().Be(after);
        (await _bed.DoAsync(_handler, _step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
        Text("a.yml").Should().Be(after);

        await _bed.UndoAsync(_handler, _step);
        Text("a.yml").Should().Be(before);
    }

    [Fact]
    public async Task The_file_that_counts_last_is_the_one_that_changes_and_a_kill_between_two_is_taken_up_and_back()
    {
        Put("a.yml", "services:\n  web: { image: x:1 }\n  worker: { image: x:1 }\n");
        Put("b.yml", "services:\n  web: { image: y:1 }\n");
        await _bed.DoAsync(_handler, _step);
        Text("a.yml").Should().Be("services:\n  web: { image: x:1 }\n  worker: { image: x:2.0 }\n");
        Text("b.yml").Should().Be("services:\n  web: { image: y:2.0 }\n");

        Put("b.yml", "services:\n  web: { image: y:1 }\n");
        (await _bed.DoAsync(_handler, _step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
        Text("b.yml").Should().Be("services:\n  web: { image: y:2.0 }\n");

        Put("b.yml", "services:\n  web: { image: y:7 }\n");
        (await _bed.UndoAsync(_handler, _step)).Should().Contain("but for 'web'");
        Text("a.yml").Should().Be("services:\n  web: { image: x:1 }\n  worker: { image: x:1 }\n");
        Text("b.yml").Should().Be("services:\n  web: { image: y:7 }\n");
    }

    [Theory]
    [InlineData("services: { web: { image: 'x:${TAG}' }, worker: { image: x:1 } }", "'set-setting'")]
    [InlineData("x: &i x:1\nservices: { web: { image: *i }, worker: { image: *i } }", "written elsewhere")]
    [InlineData("services: { web: { image: x:1 } }", "No compose file of the deployment gives service 'worker' an image")]
    [InlineData("services: [", "No compose file of the deployment gives service 'web' an image")]
    public async Task What_has_no_tag_of_its_own_is_foreseen_and_refused_and_nothing_is_written(string text, string says)
    {
        Put("a.yml", text);
        Put("b.yml", string.Empty);

        (await ((IStepHandler)_handler).ForeseeAsync(_step, _bed.Context, default)).Should().ContainSingle().Which.Should().Contain(says);
        (await _bed.DoAsync(_handler, _step)).Should().BeOfType<StepOutcome.Failed>().Which.What.Should().Contain(says);
        Text("a.yml").Should().Be(text);
    }

    public void Dispose() => _bed.Dispose();

    private void Put(string file, string text) => File.WriteAllBytes(_bed.Folder["cvat/" + file], Encoding.UTF8.GetBytes(text));

    private string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(_bed.Folder["cvat/" + file]));
}
