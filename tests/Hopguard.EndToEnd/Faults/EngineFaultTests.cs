namespace Hopguard.EndToEnd.Faults;

public sealed class EngineFaultTests(CvatFixture lab) : CvatTest(lab)
{
    [Theory]
    [InlineData("unix:///nowhere/docker.sock")]
    [InlineData("tcp://127.0.0.1:9")]
    public async Task An_engine_that_does_not_answer_is_named(string address)
    {
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

        result.ShouldFailWith("'docker compose' is not installed", "Install the compose plug-in of Docker", "Version 2.2.0 is running again, verified");
        await Lab.ShouldBeUntouchedAsync();
    }

    [Fact]
    public async Task Compose_of_the_first_generation_is_too_old()
    {
        using var machine = new OtherDocker("[ \"$1 $2\" = 'compose version' ] && { echo 1.29.2; exit 0; }");

        var result = await Lab.Upgrade().Where("PATH", machine.Path).RunAsync();

        result.ShouldFailWith("'docker compose' is version 1.29.2, older than 2.0", "version 2.0 or newer");
        await Lab.ShouldBeUntouchedAsync();
    }
}
