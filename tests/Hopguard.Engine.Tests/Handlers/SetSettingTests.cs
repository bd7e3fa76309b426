using System.Text;
using Hopguard.Containers.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Engine.Tests.Bed;
using Hopguard.Plans.Model;
using Hopguard.Plans.Steps;

namespace Hopguard.Engine.Tests.Handlers;

public sealed class SetSettingTests : IDisposable
{
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private readonly HandlerBed _bed = new();
    private readonly SetSettingHandler _handler = new();
    private readonly SetSetting _step = new() { Id = "set-setting", Setting = Name.Of("APP_TAG"), Value = Name.Of("2.0.0") };

    private string File => _bed.Folder["cvat/.env"];

    [Theory]
    [InlineData("APP_TAG=1.0.0\n", "APP_TAG=2.0.0\n")]
    [InlineData("# tag\r\nHOST = a # b\r\nexport APP_TAG = '1.0.0' # which\r\nZ=\r\n", "# tag\r\nHOST = a # b\r\nexport APP_TAG = 2.0.0 # which\r\nZ=\r\n")]
    [InlineData("APP_TAG=0\nAPP_TAG=1.0.0", "APP_TAG=0\nAPP_TAG=2.0.0")]
    [InlineData("#APP_TAG=1.0.0\nNOTE=\"two\nAPP_TAG=lines\"\nMY_APP_TAG=7", "#APP_TAG=1.0.0\nNOTE=\"two\nAPP_TAG=lines\"\nMY_APP_TAG=7\nAPP_TAG=2.0.0\n")]
    [InlineData("名前=\"値\"\r\n", "名前=\"値\"\r\nAPP_TAG=2.0.0\r\n")]
    [InlineData("\uFEFFAPP_TAG=\n", "\uFEFFAPP_TAG=2.0.0\n")]
    [InlineData("", "APP_TAG=2.0.0\n")]
    public async Task One_value_is_written_and_written_back_and_every_other_byte_stays(string before, string after)
    {
        Put(before);

        (await _bed.DoAsync(_handler, _step)).Should().BeOfType<StepOutcome.Done>();
        Text().Should().Be(after);
        (await _bed.DoAsync(_handler, _step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
        Text().Should().Be(after);

        await _bed.UndoAsync(_handler, _step);
        Text().Should().Be(before);
        await _bed.UndoAsync(_handler, _step);
        Text().Should().Be(before);
    }

    [Fact]
    public async Task A_kill_before_or_behind_the_rename_is_taken_up_and_taken_back()
    {
        Put("APP_TAG=1.0.0\n");
        await _bed.DoAsync(_handler, _step);
        Put("APP_TAG=1.0.0\n");
        _bed.Folder.Write("cvat/.env.hopguard-r1", "half");

        (await _bed.DoAsync(_handler, _step, inDoubt: true)).Should().BeOfType<StepOutcome.Done>();
        await _bed.UndoAsync(_handler, _step);

        Text().Should().Be("APP_TAG=1.0.0\n");
        Directory.GetFiles(_bed.Folder["cvat"]).Select(Path.GetFileName).Should().BeEquivalentTo(".env", "docker-compose.yml");
    }

    [Fact]
    public async Task A_file_that_was_not_there_is_gone_again_and_one_that_somebody_added_to_is_not()
    {
        await _bed.DoAsync(_handler, _step);
        await _bed.UndoAsync(_handler, _step);
        System.IO.File.Exists(File).Should().BeFalse();

        _bed.Forget();
        await _bed.DoAsync(_handler, _step);
        System.IO.File.AppendAllText(File, "MINE=1\n");
        await _bed.UndoAsync(_handler, _step);
        Text().Should().Be("MINE=1\n");
    }

    [Fact]
    public async Task What_the_operator_changes_meanwhile_stays()
    {
        Put("A=1\nAPP_TAG=1.0.0\n");
        await _bed.DoAsync(_handler, _step);
        Put("A=2\nAPP_TAG=2.0.0\nB=3\n");
        await _bed.UndoAsync(_handler, _step);
        Text().Should().Be("A=2\nAPP_TAG=1.0.0\nB=3\n");

        Put("APP_TAG=3.0.0\n");
        (await _bed.UndoAsync(_handler, _step)).Should().Contain("changed by somebody");
        Text().Should().Be("APP_TAG=3.0.0\n");
    }

    [Fact]
    public async Task Mode_and_link_stay()
    {
        _bed.Folder.Write("shared.env", "APP_TAG=1.0.0\n");
        System.IO.File.SetUnixFileMode(_bed.Folder["shared.env"], Closed);
        System.IO.File.CreateSymbolicLink(File, "../shared.env");

        await _bed.DoAsync(_handler, _step);

        new FileInfo(File).LinkTarget.Should().Be("../shared.env");
        System.IO.File.GetUnixFileMode(_bed.Folder["shared.env"]).Should().Be(Closed);
        System.IO.File.ReadAllText(_bed.Folder["shared.env"]).Should().Be("APP_TAG=2.0.0\n");
    }

    [Fact]
    public async Task A_secret_is_foreseen_and_refused()
    {
        Put("DB_PASSWORD=hunter2\n");
        var step = _step with { Setting = Name.Of("DB_PASSWORD") };

        (await ((IStepHandler)_handler).ForeseeAsync(step, _bed.Context, default)).Should().ContainSingle().Which.Should().Contain("it is a secret").And.NotContain("hunter2");
        (await _bed.DoAsync(_handler, step)).Should().BeOfType<StepOutcome.Failed>();
        Text().Should().Be("DB_PASSWORD=hunter2\n");
    }

    public void Dispose() => _bed.Dispose();

    private void Put(string text) => System.IO.File.WriteAllBytes(File, Encoding.UTF8.GetBytes(text));

    private string Text() => Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(File));
}
