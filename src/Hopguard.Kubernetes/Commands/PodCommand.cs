using System.Net.WebSockets;
using Hopguard.Engine;
using Hopguard.Engine.Formatting;
using Hopguard.Engine.Handlers;
using Hopguard.Engine.Steps;
using Hopguard.Kubernetes.Connection;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Hopguard.Kubernetes.Commands;

/// <summary>Runs a command in a container of a pod.</summary>
internal sealed class PodCommand(Cluster cluster, TimeProvider clock)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    /// <summary>Runs it to its end, however long that takes, as long as pod and API server are there.</summary>
    /// <exception cref="HopguardException">It was begun, and its end was not seen.</exception>
    public async Task<CommandEnd> RunAsync(V1Pod pod, string container, IReadOnlyList<string> command, Action<string> onLine, CancellationToken cancellationToken)
    {
        var (socket, refusal) = await ConnectAsync(pod, container, command, cancellationToken);
        if (socket is null)
            return CommandEnd.NotBegun(refusal!);

        using (socket)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watch = new PodWatch(cluster, pod, container, clock);
            var channel = new ExecChannel(socket, onLine);
            var reading = channel.ReadAsync(end.Token);
            var loss = watch.WaitForLossAsync(end.Token);
            var first = await Task.WhenAny(reading, loss);
            await end.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (first == loss)
            {
                await IgnoreAsync(reading);
                throw Lost(pod, container, command[0], await ReasonAsync(loss));
            }

            await IgnoreAsync(loss);
            return await EndAsync(reading) switch
            {
                // A command that its pod took along ends with a code that is not its own.
                { ExitCode: not 0 and not null } when await FindLossAsync(watch, cancellationToken) is { } why => throw Lost(pod, container, command[0], why),
                { ExitCode: { } code } => new CommandEnd(code, channel.Output, channel.Error),
                { Trouble: { } trouble } => CommandEnd.NotBegun(new StepOutcome.Failed(
                    $"Command '{command[0]}' could not be begun in pod '{pod.Metadata.Name}': {trouble.Split('\n')[0].TrimEnd('.')}", $"See whether the program is there with '{Exec(pod, container, "ls")}'")),
                _ => throw Lost(pod, container, command[0], await ReasonAsync(FindReasonAsync(watch, cancellationToken))),
            };
        }
    }

    // What is refused with a status was not begun, and nor was what no connection was made for. Everything else may have been.
    private async Task<(WebSocket? Socket, StepOutcome.Failed? Refusal)> ConnectAsync(V1Pod pod, string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(ConnectLimit);
            return (await cluster.Client.WebSocketNamespacedPodExecAsync(pod.Metadata.Name, cluster.Namespace, command, container, stderr: true, stdin: false, stdout: true, tty: false, cancellationToken: limit.Token), null);
        }
        catch (HttpOperationException refused)
        {
            return (null, Refused(ClusterRefusal.Explain(cluster.Endpoint, refused)));
        }
        catch (KubernetesException refused)
        {
            return (null, NotConnected(pod, refused.Message));
        }
        catch (WebSocketException refused) when (refused.WebSocketErrorCode == WebSocketError.NotAWebSocket || refused.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError })
        {
            return (null, NotConnected(pod, (refused.InnerException ?? refused).Message));
        }
        catch (Exception lost) when (lost is WebSocketException or HttpRequestException or IOException || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Lost(pod, container, command[0], lost.Message.TrimEnd('.'));
        }
    }

    private static StepOutcome.Failed Refused(HopguardException refusal) => new(refusal.Message, refusal.Remedy);

    private StepOutcome.Failed NotConnected(V1Pod pod, string words) => new(
        $"Nothing can be run in pod '{pod.Metadata.Name}': {words.Split('\n')[0].TrimEnd('.')}", $"Try '{cluster.Endpoint.Kubectl($"exec {pod.Metadata.Name} -- true")}', and type the same command again when that works");

    private static async Task<ExecEnd?> EndAsync(Task<ExecEnd?> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception broken) when (broken is WebSocketException or IOException)
        {
            return null;
        }
    }

    private static async Task<string> FindReasonAsync(PodWatch watch, CancellationToken cancellationToken) => await watch.FindLossAsync(isOver: true, cancellationToken) ?? "the connection to it was cut";

    // Whoever cannot be asked about the pod does not make a failure of the command something else.
    private static async Task<string?> FindLossAsync(PodWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.FindLossAsync(isOver: true, cancellationToken);
        }
        catch (HopguardException)
        {
            return null;
        }
    }

    private static async Task<string> ReasonAsync(Task<string> loss)
    {
        try
        {
            return await loss;
        }
        catch (HopguardException trouble)
        {
            return trouble.Message;
        }
    }

    private static async Task IgnoreAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException or IOException or HopguardException)
        {
            // The other one has said what is to be said.
        }
    }

    private HopguardException Lost(V1Pod pod, string container, string program, string reason) => new(
        $"Command '{program}' was begun in pod '{pod.Metadata.Name}', and its end was not seen: {reason}",
        $"Look what it did, and whether it still runs: '{Exec(pod, container, "ps -ef")}'");

    private string Exec(V1Pod pod, string container, string command) => cluster.Endpoint.Kubectl($"exec {pod.Metadata.Name} --container={ShellWord.Posix(container)} -- {command}");
}
