using Hopguard.Engine.Ports;
using Polly;
using Polly.Retry;

namespace Hopguard.Engine.Sources;

/// <summary>Downloads an archive over HTTPS, with retries, to a file.</summary>
internal sealed class SourceDownload(HttpClient http, IProgress<StepProgress> progress, TimeProvider clock)
{
    private const int BufferSize = 1 << 16;
    private const long MaximumBytes = 2L << 30;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(IsPassing).Handle<IOException>(),
            MaxRetryAttempts = 4,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    /// <summary>Fetches the address into the file, from its beginning at every try.</summary>
    /// <exception cref="HopguardException">The address is not HTTPS, or does not answer with an archive.</exception>
    public async Task FetchAsync(Uri address, string file, CancellationToken cancellationToken)
    {
        var shown = SourceAddress.Shown(address.OriginalString);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            throw new HopguardException($"Source '{shown}' is not an HTTPS address", "Give an https:// address, or a local archive");

        try
        {
            await _retries.ExecuteAsync(async token => await TryAsync(address, file, token), cancellationToken);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            throw new HopguardException($"Source '{shown}' could not be fetched: {trouble.Message}", "Fetch it by hand and give the file with --source", trouble);
        }
    }

    private async Task TryAsync(Uri address, string file, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestSilence);
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            answer.EnsureSuccessStatusCode();
            await SaveAsync(answer.Content, file, patience);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {LongestSilence.TotalSeconds:0} seconds", silent);
        }
    }

    private async Task SaveAsync(HttpContent content, string file, CancellationTokenSource patience)
    {
        await using var body = await content.ReadAsStreamAsync(patience.Token);
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[BufferSize];
        for (int read; (read = await body.ReadAsync(buffer, patience.Token)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), patience.Token);
            if (target.Position > MaximumBytes)
                throw new HopguardException($"The answer is longer than {MaximumBytes:N0} bytes, which no source archive is", "Check the address");

            progress.Report(new StepProgress("fetching the source", target.Position, content.Headers.ContentLength, ProgressUnit.Bytes));
            patience.CancelAfter(LongestSilence);
        }

        if (content.Headers.ContentLength is { } expected && expected != target.Position)
            throw new IOException($"the answer ended after {target.Position} of {expected} bytes");
    }

    private static bool IsPassing(HttpRequestException trouble) => trouble.StatusCode is null || (int)trouble.StatusCode >= 500 || (int)trouble.StatusCode == 429;
}
