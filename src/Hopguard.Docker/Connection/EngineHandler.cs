using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Hopguard.Engine;
using Polly;
using Polly.Retry;

namespace Hopguard.Docker.Connection;

/// <summary>
/// What every request of Docker.DotNet passes on its way to the engine: version negotiated, time limited, reads and removals repeated, an engine that is away waited for, failures turned
/// into errors for operators.
/// </summary>
internal sealed partial class EngineHandler(DockerEndpoint endpoint, HttpMessageHandler inner, EngineAbsence absence) : DelegatingHandler(inner)
{
    // What this code was written against; the engine's own is used where it is older.
    private static readonly Version Newest = new(1, 47);
    private static readonly Version Oldest = new(1, 41);
    private static readonly TimeSpan ShortAnswer = TimeSpan.FromSeconds(60);

    // Whoever comes first to an engine that hangs wants to know it soon: an engine that works answers this one in milliseconds.
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(20);

    private static readonly ResiliencePipeline<HttpResponseMessage> Reads = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>(failure => !EngineRefusal.IsDenied(failure)),
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    // Somebody else's removal of the same thing, or of a container that still uses a volume, or a file system that is busy: over in about 6 seconds, or not at all.
    private static readonly ResiliencePipeline<HttpResponseMessage> Removals = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().HandleResult(answer => answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError),
            MaxRetryAttempts = 6,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    private Version? _version;

    // Several ask an engine in turn: those who come right after one that waited in vain are told the same at once.
    private (HopguardException Silence, long Until)? _silence;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        while (true)
        {
            try
            {
                return await AnswerAsync(request, address, cancellationToken);
            }
            catch (HopguardException trouble) when (!endpoint.IsAskedOnce && IsUndone(request, trouble))
            {
                if (!await absence.IsBorneAsync(trouble, cancellationToken))
                    throw;
            }
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, Uri address, CancellationToken cancellationToken)
    {
        var path = address.AbsolutePath.TrimStart('/');
        try
        {
            _version ??= await NegotiateAsync(address, cancellationToken);
            var timeLimit = TimeLimitFor(address);
            request.RequestUri = new UriBuilder(address) { Path = $"v{_version}/{path}" }.Uri;
            var response = await RepeatedAsync(request, path, timeLimit, cancellationToken);
            var refusal = response.StatusCode < HttpStatusCode.BadRequest ? null : await RefusalAsync(response, path, cancellationToken);
            if (refusal is not { IsEngineDown: true })
                absence.Answered();
            return refusal is null ? response : throw refusal;
        }
        catch (HttpRequestException failure)
        {
            throw EngineRefusal.Unreachable(endpoint, failure);
        }
    }

    // What only asks can be asked again. What changes something, only when it cannot have come to the engine.
    private static bool IsUndone(HttpRequestMessage request, HopguardException trouble) =>
        trouble.IsEngineDown && (request.Method == HttpMethod.Get || trouble.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError });

    private async Task<HttpResponseMessage> RepeatedAsync(HttpRequestMessage request, string path, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        var pipeline = request.Method == HttpMethod.Get && !endpoint.IsAskedOnce && !absence.IsBorne ? Reads : request.Method == HttpMethod.Delete ? Removals : ResiliencePipeline<HttpResponseMessage>.Empty;
        return await pipeline.ExecuteAsync(async token => await OnceAsync(request, path, timeLimit, token), cancellationToken);
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpRequestMessage request, string path, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token);

            // A short answer has to be whole within its time; one that may take its time is read by whoever asked for it.
            if (timeLimit != Timeout.InfiniteTimeSpan)
                await response.Content.LoadIntoBufferAsync(limit.Token);
            return response;
        }
        catch (Exception trouble)
        {
            response?.Dispose();
            if (trouble is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw EngineRefusal.NoAnswer(endpoint, path, timeLimit);
            throw;
        }
    }

    private async Task<Version> NegotiateAsync(Uri address, CancellationToken cancellationToken)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/_ping"));
        using var response = await FirstAnswerAsync(question, cancellationToken);
        var offered = response.Headers.TryGetValues("Api-Version", out var values) && Version.TryParse(values.First(), out var version) ? version : Oldest;
        if (offered < Oldest)
        {
            throw new HopguardException(
                $"Docker Engine at '{endpoint.Address}' speaks API {offered}, older than {Oldest}", "Update Docker Engine to 20.10 or newer");
        }

        return offered < Newest ? offered : Newest;
    }

    private async Task<HttpResponseMessage> FirstAnswerAsync(HttpRequestMessage question, CancellationToken cancellationToken)
    {
        if (_silence is var (told, until) && Environment.TickCount64 < until)
            throw told;

        try
        {
            return await RepeatedAsync(question, "_ping", FirstAnswer, cancellationToken);
        }
        catch (HopguardException silence)
        {
            _silence = (silence, Environment.TickCount64 + (long)FirstAnswer.TotalMilliseconds);
            throw;
        }
    }

    // Streams of any length have no limit here: whoever reads or writes them watches over them. The engine answers a stop after the time that it was given for it.
    private static TimeSpan TimeLimitFor(Uri address) => LongAnswer().IsMatch(address.AbsolutePath)
        ? Timeout.InfiniteTimeSpan
        : ShortAnswer + TimeSpan.FromSeconds(uint.TryParse(HttpUtility.ParseQueryString(address.Query)["t"], out var seconds) ? seconds : 0);

    private static async Task<HopguardException> RefusalAsync(HttpResponseMessage response, string path, CancellationToken cancellationToken)
    {
        using (response)
            return EngineRefusal.Explain(response.StatusCode, Words(await response.Content.ReadAsStringAsync(cancellationToken)), path);
    }

    // The engine's own words stand in the one field of its refusals.
    private static string Words(string body)
    {
        try
        {
            using var refusal = JsonDocument.Parse(body);
            return refusal.RootElement.GetProperty("message").GetString() ?? body;
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return body;
        }
    }

    [GeneratedRegex("^/(containers/[^/]+/(archive|attach|logs|wait)|images/create)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LongAnswer();
}
