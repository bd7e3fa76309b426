using System.Reflection;
using Hopguard.Containers.Ports;

namespace Hopguard.Postgres.Tests;

/// <summary>A real engine, of which a test answers some calls itself.</summary>
public class Forwarding : DispatchProxy
{
    private IContainerEngine _engine = null!;
    private Func<ContainerSpec, ToolResult?> _tool = _ => null;
    private Func<string, Task> _looked = _ => Task.CompletedTask;

    /// <summary>The engine with tools that the test answers for; null leaves a tool to the engine.</summary>
    internal static IContainerEngine Of(IContainerEngine engine, Func<ContainerSpec, ToolResult?> tool)
    {
        var proxy = Create<IContainerEngine, Forwarding>();
        ((Forwarding)(object)proxy)._engine = engine;
        ((Forwarding)(object)proxy)._tool = tool;
        return proxy;
    }

    /// <summary>The engine, with what a test does right after a container was looked at.</summary>
    internal static IContainerEngine Of(IContainerEngine engine, Func<string, Task> looked)
    {
        var proxy = Create<IContainerEngine, Forwarding>();
        ((Forwarding)(object)proxy)._engine = engine;
        ((Forwarding)(object)proxy)._looked = looked;
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IContainerEngine.RunAsync) when _tool((ContainerSpec)args![0]!) is { } answer => Task.FromResult(answer),
        nameof(IContainerEngine.FindContainerAsync) => LookAsync((string)args![0]!, (CancellationToken)args[1]!),
        _ => targetMethod.Invoke(_engine, args),
    };

    private async Task<ContainerState?> LookAsync(string nameOrId, CancellationToken cancellationToken)
    {
        var found = await _engine.FindContainerAsync(nameOrId, cancellationToken);
        await _looked(nameOrId);
        return found;
    }
}
