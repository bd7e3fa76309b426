namespace Hopguard.EndToEnd.Refusals;

public sealed class EngineFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Fact]
    public async Task An_engine_that_does_not_answer_is_named()
    {
        const string address = "unix:///nowhere/docker.sock";

        var result = await Lab.Upgrade().Where("DOCKER_HOST", address).RunAsync();

        result.ShouldFailWith($"Docker Engine at '{address}' is not reachable", "let DOCKER_HOST name the engine of the deployment");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Theory]
    [InlineData("docker: 'compose' is not a docker command.")]
    [InlineData("unknown flag: --short")]
    public async Task Missing_compose_is_found_before_anything_is_stopped(string answer)
    {
        using var machine = new OtherDocker($"[ \"$1\" = compose ] && {{ echo \"{answer}\" >&2; exit 1; }}");

        var result = await Lab.Upgrade().Where("PATH", machine.Path).RunAsync();

        result.ShouldFailWith("'docker compose' is not installed", "Install the compose plug-in of Docker", "Version 2.2.0 was not stopped and runs, verified");
        await Lab.ShouldBeUntouchedAsync();
    }
}
