using Hopguard.Containers.Ports;
using NSubstitute;

namespace Hopguard.Postgres.Tests.Servers;

/// <summary>An engine on another machine: it mounts another folder than the one that was meant.</summary>
internal sealed class ElsewhereEngine
{
    public ElsewhereEngine(IContainerEngine real, string folder)
    {
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        Engine = Substitute.For<IContainerEngine>();
        Engine.RunAsync(default!, default, default).ReturnsForAnyArgs(call =>
        {
            var spec = call.Arg<ContainerSpec>();
            return real.RunAsync(spec with { Mounts = [spec.Mounts[0] with { Source = other }] }, null, CancellationToken.None);
        });
    }

    public IContainerEngine Engine { get; }
}
