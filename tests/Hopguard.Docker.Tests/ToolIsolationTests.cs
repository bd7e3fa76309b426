using Hopguard.Containers.Ports;

namespace Hopguard.Docker.Tests;

[Collection(nameof(DockerLabCollection))]
public sealed class ToolIsolationTests(DockerLab lab)
{
    [Fact]
    public async Task A_tool_that_talks_to_nobody_has_no_interface_but_its_own_loopback()
    {
        var spec = new ContainerSpec { Owner = DockerLab.Owner, Image = DockerLab.Busybox, Entrypoint = ["sh", "-c", "ls /sys/class/net && ping -c 1 -q 127.0.0.1 > /dev/null && echo reached"], Command = [] };

        (await lab.Engine.RunAsync(spec with { Network = ContainerSpec.NoNetwork }, null, CancellationToken.None)).Should().Be(new ToolResult(0, "lo\nreached", ""));
        (await lab.Engine.RunAsync(spec, null, CancellationToken.None)).Output.Should().Contain("eth0");
    }
}
