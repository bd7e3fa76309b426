using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Tests;

[Collection(WorkingDirectory.Name)]
public sealed class ArgumentTests
{
    [Fact]
    public void Own_arguments_reach_tasks_by_name() =>
        TestHost.Run("--target=Show --name=one --name=two --flag --version=1.2.3", typeof(Show)).Record.Should()
            .Equal("name: one two", "flag: True", "version: 1.2.3", "target: Show");

    [Fact]
    public void The_target_is_default_when_none_is_given() => TestHost.Run("", typeof(ByDefault)).Record.Should().Equal("default");

    [Fact]
    public void Verbosity_reaches_the_log()
    {
        TestHost.Run("--verbosity=quiet", typeof(ByDefault)).Output.Should().NotContain("Default task");
        TestHost.Run("--verbosity=normal", typeof(ByDefault)).Output.Should().Contain("Default task");
    }

    [Fact]
    public void The_working_directory_is_that_of_the_command_line_before_that_of_the_program()
    {
        using var kept = new WorkingDirectory();

        TestHost.Run("--target=Where --working=/", host => host.UseWorkingDirectory("/usr"), typeof(Where)).Record.Should().Equal("/");
        TestHost.Run("--target=Where", host => host.UseWorkingDirectory("/usr"), typeof(Where)).Record.Should().Equal("/usr");
    }

    [Fact]
    public void A_working_directory_that_does_not_exist_is_an_error()
    {
        var outcome = TestHost.Run("--target=Where --working=/nowhere", typeof(Where));

        outcome.Code.Should().Be(1);
        outcome.Output.Should().Contain("'/nowhere' does not exist");
    }

    [Fact]
    public void A_setting_of_the_program_is_a_default() =>
        TestHost.Run("--target=Setting", host => host.UseCakeSetting("Own_Key", "first").UseCakeSetting("own_key", "last"), typeof(Setting)).Record.Should().Equal("last");

    [Fact]
    public void The_table_at_the_end_can_be_left_out()
    {
        TestHost.Run("", typeof(ByDefault)).Output.Should().Contain("Duration");

        var outcome = TestHost.Run("--no-report", typeof(ByDefault));
        outcome.Record.Should().Equal("default");
        outcome.Output.Should().Contain("Default task").And.NotContain("Duration");
    }

    [Fact]
    public void Version_runs_nothing()
    {
        var outcome = TestHost.Run("--version", typeof(ByDefault));

        outcome.Code.Should().Be(0);
        outcome.Record.Should().BeEmpty();
    }

    private sealed class Show(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            record.Add("name: " + string.Join(' ', context.Arguments.GetArguments("name")));
            record.Add("flag: " + context.Arguments.HasArgument("flag"));
            record.Add("version: " + context.Arguments.GetArgument("version"));
            record.Add("target: " + context.Arguments.GetArgument("target"));
        }
    }

    [TaskName("Default")]
    private sealed class ByDefault(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context)
        {
            context.Log.Information("Default task");
            record.Add("default");
        }
    }

    private sealed class Where(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(context.Environment.WorkingDirectory.FullPath);
    }

    private sealed class Setting(Record record) : FrostingTask
    {
        public override void Run(ICakeContext context) => record.Add(context.Configuration.GetValue("Own_Key"));
    }
}
