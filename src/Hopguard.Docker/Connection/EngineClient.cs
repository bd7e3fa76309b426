using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Hopguard.Docker.Wire;
using Hopguard.Engine;
using Polly;
using Polly.Retry;

namespace Hopguard.Docker.Connection;

/// <summary>Requests of the Docker Engine API: version negotiated, failures turned into errors for operators, reads repeated when the connection broke.</summary>
internal sealed class EngineClient(DockerEndpoint endpoint) : IDisposable
{
    // What this code was written against; the engine's own is used where it is older.
    private static readonly Version Newest = new(1, 47);
    private static readonly Version Oldest = new(1, 41);
    private static readonly TimeSpan ShortAnswer = TimeSpan.FromSeconds(60);

    private static readonly ResiliencePipeline Reads = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(failure => !IsDenied(failure)),
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    // Somebody else's removal of the same thing, or of a container that still uses a volume, or a file system that is busy: over in seconds, or not at all.
    private static readonly ResiliencePipeline<(HttpStatusCode Status, string Body)> Removals = new ResiliencePipelineBuilder<(HttpStatusCode Status, string Body)>()
        .AddRetry(new RetryStrategyOptions<(HttpStatusCode Status, string Body)>
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome is { Exception: null, Result.Status: HttpStatusCode.Conflict or HttpStatusCode.InternalServerError }),
            MaxRetryAttempts = 8,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(5),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    private readonly HttpClient _http = EngineTransport.Open(endpoint);
    private string? _prefix;

    public DockerEndpoint Endpoint => endpoint;

    public void Dispose() => _http.Dispose();

    /// <summary>Reads a JSON answer; null when the engine answers 404.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await ReadAsync(path, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;

        await ThrowOnFailureAsync(response, path, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken);
    }

    /// <summary>Reads a JSON answer that must be there.</summary>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await ReadAsync(path, cancellationToken);
        await ThrowOnFailureAsync(response, path, cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken)
            ?? throw new HopguardException($"Docker Engine answered '{path}' with nothing");
    }

    /// <summary>Sends a request that changes something, once, and reads its short answer; <paramref name="tolerated"/> statuses are no error.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(
        HttpMethod method, string path, object? body, TimeSpan? patience, HttpStatusCode[] tolerated, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? ShortAnswer);
        try
        {
            using var content = body is null ? null : JsonContent.Create(body, body.GetType(), options: WireJson.Options);
            using var response = await OpenAsync(method, path, content, limit.Token);
            if (!tolerated.Contains(response.StatusCode))
                await ThrowOnFailureAsync(response, path, limit.Token);

            return (response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(path);
        }
    }

    /// <summary>Removes what a path names; what is not there is no error. Tried again for about 16 seconds while something else holds it.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        HttpStatusCode[] tolerated = [HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.InternalServerError];
        var (status, body) = await Removals.ExecuteAsync(
            async token => await SendAsync(HttpMethod.Delete, path, null, null, tolerated, token), cancellationToken);
        if (status is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError)
            throw EngineRefusal.Explain(status, Words(body), path);
    }

    /// <summary>Sends a request whose answer is a stream of any length; the caller checks the status and disposes the answer.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            var prefix = _prefix ??= await NegotiateAsync(cancellationToken);
            using var request = new HttpRequestMessage(method, prefix + path) { Content = content };
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(failure);
        }
    }

    /// <summary>Sends a request after which the connection carries bytes both ways and belongs to the caller, who checks the status and disposes the answer.</summary>
    public async Task<HttpResponseMessage> OpenBothWaysAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var prefix = _prefix ??= await NegotiateAsync(cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, prefix + path);
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("tcp"));
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(failure);
        }
    }

    /// <summary>Turns an answer that is no success into an error that carries the engine's own words.</summary>
    public static async Task ThrowOnFailureAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        if ((int)response.StatusCode < 400)
            return;

        var words = Words(await response.Content.ReadAsStringAsync(cancellationToken));
        throw EngineRefusal.Explain(response.StatusCode, words, path);
    }

    private async Task<HttpResponseMessage> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ShortAnswer);
        try
        {
            return await Reads.ExecuteAsync(
                async token =>
                {
                    var prefix = _prefix ??= await NegotiateAsync(token);
                    return await _http.GetAsync(prefix + path, HttpCompletionOption.ResponseContentRead, token);
                },
                limit.Token);
        }
        catch (HttpRequestException failure)
        {
            throw Unreachable(failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(path);
        }
    }

    private async Task<string> NegotiateAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync("_ping", cancellationToken);
        var offered = response.Headers.TryGetValues("Api-Version", out var values) && Version.TryParse(values.First(), out var version) ? version : Oldest;
        if (offered < Oldest)
        {
            throw new HopguardException(
                $"Docker Engine at '{endpoint.Address}' speaks API {offered}, older than {Oldest}", "Update Docker Engine to 20.10 or newer");
        }

        return $"v{(offered < Newest ? offered : Newest)}/";
    }

    private HopguardException Unreachable(HttpRequestException failure) => IsDenied(failure)
        ? new HopguardException(
            $"Docker Engine at '{endpoint.Address}' may not be used by user '{Environment.UserName}'", "Run as root, or join the group 'docker' and log in again", failure)
        : new HopguardException(
            $"Docker Engine at '{endpoint.Address}' is not reachable: {failure.InnerException?.Message ?? failure.Message}",
            "Start it ('systemctl start docker'), or let DOCKER_HOST name the engine of the deployment", failure)
        { IsEngineDown = true };

    private HopguardException NoAnswer(string path) =>
        new($"Docker Engine at '{endpoint.Address}' did not answer '{path}' in time", "Look at the engine's log; restart it if it hangs");

    private static bool IsDenied(HttpRequestException failure) =>
        failure.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied };

    /// <summary>The engine's own words in the body of a refusal.</summary>
    public static string Words(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<WireMessage>(body, WireJson.Options)?.Message ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
