using System.Reflection;
using Hopguard.Containers.Ports;

namespace Hopguard.Postgres.Tests;

/// <summary>A real engine, of which a test answers some calls itself.</summary>
public class Forwarding : DispatchProxy
{
    private IContainerEngine _engine = null!;
    private Func<ContainerSpec, ToolResult?> _tool = _ => null;

    /// <summary>The engine with tools that the test answers for; null leaves a tool to the engine.</summary>
    internal static IContainerEngine Of(IContainerEngine engine, Func<ContainerSpec, ToolResult?> tool)
    {
        var proxy = Create<IContainerEngine, Forwarding>();
        ((Forwarding)(object)proxy)._engine = engine;
        ((Forwarding)(object)proxy)._tool = tool;
        return proxy;
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IContainerEngine.RunAsync) && _tool((ContainerSpec)args![0]!) is { } answer ? Task.FromResult(answer) : targetMethod.Invoke(_engine, args);
}
