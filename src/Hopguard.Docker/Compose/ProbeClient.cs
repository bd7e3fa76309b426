using System.Net;
using Hopguard.Containers.Ports;
using Hopguard.Containers.Projects;
using Hopguard.Engine;
using Hopguard.Plans.Model;

namespace Hopguard.Docker.Compose;

/// <summary>Sends the requests by which an application is asked whether it serves and which version it is.</summary>
internal sealed class ProbeClient(ReferencedSettings settings) : IDisposable
{
    private const int LongestAnswer = 1024 * 1024;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _open = New(follows: true);

    // Whoever is redirected takes the header along, wherever that leads.
    private readonly HttpClient _known = New(follows: false);

    /// <summary>The answer of a container under the first of its addresses that gives one; null where none does.</summary>
    /// <exception cref="HopguardException">The header has no value.</exception>
    public async Task<ProbeAnswer?> AskAsync(ProbeRequest request, ContainerState container, CancellationToken cancellationToken)
    {
        var header = request.Header is { } wanted ? ValueOf(wanted, container) : null;
        foreach (var address in container.Addresses.Values.Where(address => address.Length > 0))
        {
            if (await AskAsync(request, header, address, cancellationToken) is { } answer)
                return answer;
        }

        return null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _open.Dispose();
        _known.Dispose();
    }

    // Containers are on this host: a proxy would not know their addresses.
    private static HttpClient New(bool follows) =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = follows }) { Timeout = TimeLimit, MaxResponseContentBufferSize = LongestAnswer };

    private string ValueOf(ProbeHeader header, ContainerState container)
    {
        var folder = ComposeLabels.FolderOf(container);
        var value = settings.Find(header.ValueFrom, folder) ?? throw new HopguardException(
            $"Service '{container.Service}' cannot be asked for its version: neither the environment nor '.env' in '{folder}' sets '{header.ValueFrom}', which header '{header.Name}' takes its value from",
            $"Export {header.ValueFrom}, or add it to '.env' of the deployment");
        if (value.Any(char.IsControl))
            throw new HopguardException($"The value of '{header.ValueFrom}' cannot stand in a header: it spans several lines", "Write it on one line");

        return header.Scheme is null ? value : $"{header.Scheme} {value}";
    }

    private async Task<ProbeAnswer?> AskAsync(ProbeRequest request, string? header, string address, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, UriOf(request, address));
        if (header is not null)
            message.Headers.TryAddWithoutValidation(request.Header!.Name, header);
        try
        {
            using var response = await (header is null ? _open : _known).SendAsync(message, cancellationToken);
            return new ProbeAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static Uri UriOf(ProbeRequest request, string address)
    {
        var query = request.Path.IndexOf('?', StringComparison.Ordinal);
        return query < 0
            ? new UriBuilder("http", address, request.Port, request.Path).Uri
            : new UriBuilder("http", address, request.Port, request.Path[..query], request.Path[query..]).Uri;
    }
}

/// <summary>An answer to a probe.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">What it holds.</param>
internal sealed record ProbeAnswer(HttpStatusCode Status, string Body)
{
    /// <summary>Whether the server wants to know who asks, or does not let that one in.</summary>
    public bool IsRefusal => Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;

    /// <summary>Whether the request did what it was to do.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
