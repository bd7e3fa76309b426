using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hopguard.Containers.Ports;
using Hopguard.Engine.Steps;

namespace Hopguard.Docker.Targets;

/// <summary>Ports of the host that the target publishes are held by nobody, or by the version that it replaces.</summary>
internal sealed class PortsFree(IContainerEngine engine)
{
    private static readonly IReadOnlyDictionary<string, string?> Everything = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What is wrong, one clause each.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(RenderedTarget target, StepContext context, CancellationToken cancellationToken)
    {
        var wanted = target.Target.Services.Values.SelectMany(service => service.Ports.Select(port => (Service: service.Name, Port: Published.Parse(port)))).Where(port => port.Port is not null).ToList();
        if (wanted.Count == 0)
            return [];

        var containers = await engine.ListContainersAsync(Everything, cancellationToken);
        var own = containers.Where(container => container.Project == context.Before.Project).SelectMany(container => container.HostPorts).ToHashSet(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (service, port) in wanted.Where(port => !own.Contains(port.Port!.ToString())))
        {
            var holder = containers.FirstOrDefault(container => container.Project != context.Before.Project && container.HostPorts.Contains(port!.ToString(), StringComparer.Ordinal));
            if (holder is not null)
                problems.Add($"port {port} of service '{service}' is published by container '{holder.Name}'");
            else if (port!.IsHeld())
                problems.Add($"port {port} of service '{service}' is in use by another program on this host");
        }

        return [.. problems.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A port of the host.</summary>
    private sealed record Published(IPAddress Address, int Number, string Protocol)
    {
        // "127.0.0.1:8080:80/tcp"; a service that leaves the choice to the engine, or offers a range, takes what is free.
        public static Published? Parse(string text)
        {
            var slash = text.LastIndexOf('/');
            var parts = text[..slash].Split(':');
            if (parts.Length < 2 || !int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > IPEndPoint.MaxPort)
                return null;

            var host = string.Join(':', parts[..^2]).Trim('[', ']');
            return new Published(IPAddress.TryParse(host, out var address) ? address : IPAddress.Any, number, text[(slash + 1)..]);
        }

        public bool IsHeld()
        {
            using var socket = new Socket(Address.AddressFamily, Protocol == "udp" ? SocketType.Dgram : SocketType.Stream, Protocol == "udp" ? ProtocolType.Udp : ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(Address, Number));
                if (socket.SocketType == SocketType.Stream)
                    socket.Listen();

                return false;
            }
            catch (SocketException refused)
            {
                return refused.SocketErrorCode == SocketError.AddressAlreadyInUse;
            }
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Protocol}");
    }
}
