using System.Diagnostics;
using System.Text;
using Hopguard.Containers.Handlers;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Evidence;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;
using NSubstitute;
using ComposeService = Hopguard.Containers.Ports.ComposeService;

namespace Hopguard.Engine.Tests.Handlers;

/// <summary>A change of a deployment's files or tree that is refused, and what its refusal says is to be done: with that, it is made.</summary>
public sealed class EditRemedyTests : IDisposable
{
    private const string Again = "Correct this and run the same command again";
    private const string Good = "services:\n  web:\n    image: x:1\n";

    private readonly HandlerBed _bed = new();
    private readonly ICompose _compose = Substitute.For<ICompose>();

    public static TheoryData<string, string> BadImages() => new()
    {
        { "services: { web: { image: 'x:${TAG}' } }", "Tag '2.0' cannot be written: Image 'x:${TAG}' of service 'web' is chosen by a variable, so its tag is not the compose file's to say (Let the plan write the variable with 'set-setting')" },
        { "x: &i x:1\nservices: { web: { image: *i } }", "Tag '2.0' cannot be written: Image 'x:1' of service 'web' is written elsewhere in the file or with signs that stand for others, so its tag cannot be changed by itself (Write 'image: x:1' under the service, on one line)" },
        { "services: { other: { image: x:1 } }", "Tag '2.0' cannot be written: No compose file of the deployment gives service 'web' an image of its own, so there is no tag to change (Write 'image' under service 'web' in one of its compose files)" },
    };

    [Theory]
    [MemberData(nameof(BadImages))]
    public async Task A_tag_that_cannot_be_written_is_written_once_its_image_stands_there(string text, string refusal)
    {
        Put("docker-compose.yml", text);
        await Remedies.LeadsOutAsync(TagAsync, refusal, Again, () => Put("docker-compose.yml", Good));
        Text("docker-compose.yml").Should().Be(Good.Replace("x:1", "x:2.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_that_is_named_outside_of_the_folder_is_named_in_it()
    {
        _bed.ComposeFiles = ["docker-compose.yml", "../outside.yml"];
        _bed.Folder.Write("outside.yml", Good);
        Put("docker-compose.yml", "services: {}");
        await Remedies.LeadsOutAsync(
            TagAsync, "*Image of service 'web' is named in '../outside.yml', outside of the deployment's folder (Name it in a compose file of the deployment's folder)", Again, () =>
            {
                Put("docker-compose.yml", Good);
                _bed.Folder.Write("outside.yml", "services: {}");
            });
    }

    [Fact]
    public async Task What_is_no_text_is_saved_in_UTF_8()
    {
        File.WriteAllBytes(_bed.Folder["cvat/.env"], [0x41, 0x3D, 0xFF, 0x0A]);
        await Remedies.LeadsOutAsync(SetAsync("APP_TAG", "2.0"), "File '*.env' is not written in UTF-8, so nothing can be changed in it by itself", "Save it in UTF-8", () => Put(".env", "A=ÿ\n"));
        Text(".env").Should().Be("A=ÿ\nAPP_TAG=2.0\n");
    }

    [Fact]
    public async Task A_secret_is_written_by_hand_and_the_step_finds_it()
    {
        await Remedies.LeadsOutAsync(SetAsync("DB_PASSWORD", "hunter2"), "Setting 'DB_PASSWORD' cannot be written: it is a secret*by hand", Again, () => Put(".env", "DB_PASSWORD=hunter2\n"));
        (await _bed.UndoAsync(new SetSettingHandler(), Setting("DB_PASSWORD", "hunter2"))).Should().Be("the setting was not written");
        Text(".env").Should().Be("DB_PASSWORD=hunter2\n");
    }

    [Fact]
    public async Task A_checkout_that_somebody_edited_is_made_as_it_was()
    {
        Checkout();
        Put("docker-compose.yml", "edited");
        await Remedies.LeadsOutAsync(
            () => CheckOutAsync(), "Tag 'v2.0.0' cannot be checked out: 'docker-compose.yml' of the installed version was edited*", Again, () => Git("checkout", "--", "docker-compose.yml"));
        Text("docker-compose.yml").Should().Be("new");
    }

    [Fact]
    public async Task A_checkout_in_which_git_refuses_is_made_as_git_wants_it()
    {
        Checkout();
        Git("checkout", "-q", "--orphan", "nothing");
        await Remedies.LeadsOutAsync(
            () => CheckOutAsync(), "Git refuses in '*cvat': *", "Make its checkout as git wants it, then run the same command again", () => Git("checkout", "-q", "-f", "main"));
        Text("docker-compose.yml").Should().Be("new");
    }

    [Fact]
    public async Task A_source_tree_is_switched_once_everything_is_in_its_place()
    {
        var (handler, step) = (new SwitchSourceHandler(_compose), new SwitchSource { Id = "switch-source", To = Name.Of("new"), KeepAs = Name.Of("cvat_220") });
        _bed.Plan = _bed.Plan with { Steps = [new FetchSource { Id = "fetch-source", Archive = Name.Of("archive"), As = Name.Of("new") }, step] };
        _compose.ConfigAsync(default!, default).ReturnsForAnyArgs(new ComposeConfiguration(
            "cvat", new Dictionary<string, ComposeService>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal), []));
        var (deployment, kept, aside) = (_bed.Folder["cvat"], _bed.Folder["cvat_220"], _bed.Folder["aside"]);

        Directory.CreateDirectory(kept);
        await Remedies.LeadsOutAsync(
            async () => await ((IStepHandler)handler).GuardAsync(step, _bed.Context, default) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            $"Folder '{kept}' exists already, so the old source tree cannot be kept there", "Move it elsewhere", () => Directory.Delete(kept));

        Directory.Move(deployment, aside);
        await Remedies.LeadsOutAsync(
            async () => await ((IStepHandler)handler).GuardAsync(step, _bed.Context, default) ?? (StepOutcome)new StepOutcome.Done(string.Empty),
            $"Old source tree is neither in '{deployment}' nor in '{kept}'", $"Put it back into '{deployment}'", () => Directory.Move(aside, deployment));

        Directory.Move(deployment, aside);
        await Remedies.LeadsOutAsync(
            () => _bed.UndoAsync(handler, step), $"Old source tree of '{deployment}' is not in '{deployment}'", $"Put it back into '{deployment}', then repeat the rollback", () => Directory.Move(aside, deployment));

        await Remedies.LeadsOutAsync(() => _bed.DoAsync(handler, step), "Source 'new' was not fetched in this run", "Run the step that fetches it first", Fetch);
        Text("docker-compose.yml").Should().Be("new");

        Directory.Move(kept, aside);
        await Remedies.LeadsOutAsync(() => _bed.UndoAsync(handler, step), $"Old source tree of '{deployment}' is not in '{kept}'", $"Put it back into '{kept}', then repeat the rollback", () => Directory.Move(aside, kept));
        Text("docker-compose.yml").Should().Be("old");
    }

    public void Dispose() => _bed.Dispose();

    private void Fetch()
    {
        _bed.Folder.Write("cvat.hopguard/runs/r1/sources/new/docker-compose.yml", "new");
        _bed.Evidence.Save("new.source.json", new SourceEvidence("new", _bed.RunFolder.Source("new"), "archive", new string('0', 64)));
    }

    private Task<StepOutcome> TagAsync() => _bed.DoAsync(new SetImageTagHandler(), new SetImageTag { Id = "set-image-tag", Services = [Name.Of("web")], Tag = Name.Of("2.0") });

    private Func<Task<StepOutcome>> SetAsync(string setting, string value) => () => _bed.DoAsync(new SetSettingHandler(), Setting(setting, value));

    private static SetSetting Setting(string setting, string value) => new() { Id = "set-setting", Setting = Name.Of(setting), Value = Name.Of(value) };

    private Task<StepOutcome> CheckOutAsync() => _bed.DoAsync(new CheckoutTagHandler(), new CheckoutTag { Id = "checkout-tag", Tag = Name.Of("v2.0.0") });

    private void Checkout()
    {
        Git("init", "-q", "-b", "main");
        foreach (var (tag, text) in new[] { ("v2.0.0", "new"), ("v1.0.0", "old") })
        {
            Put("docker-compose.yml", text);
            Git("add", "--all");
            Git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", tag);
            Git("tag", tag);
        }
    }

    private void Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", _bed.Folder["cvat"], .. arguments]) { UseShellExecute = false })!;
        git.WaitForExit();
        git.ExitCode.Should().Be(0);
    }

    private void Put(string file, string text) => File.WriteAllBytes(_bed.Folder["cvat/" + file], Encoding.UTF8.GetBytes(text));

    private string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(_bed.Folder["cvat/" + file]));
}
