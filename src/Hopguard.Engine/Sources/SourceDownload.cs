using Hopguard.Engine.Ports;
using Polly;
using Polly.Retry;

namespace Hopguard.Engine.Sources;

/// <summary>Downloads an archive over HTTPS, with retries, to a file.</summary>
internal sealed class SourceDownload(HttpClient http, IProgress<StepProgress> progress)
{
    private const int BufferSize = 1 << 16;

    private static readonly ResiliencePipeline Retries = new ResiliencePipelineBuilder()
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
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            throw new HopguardException($"Source '{address}' is not an HTTPS address", "Give an https:// address, or a local archive");

        try
        {
            await Retries.ExecuteAsync(async token => await TryAsync(address, file, token), cancellationToken);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException)
        {
            throw new HopguardException($"Source '{address}' could not be fetched: {trouble.Message}", "Fetch it by hand and give the file with --source", trouble);
        }
    }

    private async Task TryAsync(Uri address, string file, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None);
        var buffer = new byte[BufferSize];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            progress.Report(new StepProgress("fetching the source", target.Position, answer.Content.Headers.ContentLength, ProgressUnit.Bytes));
        }

        if (answer.Content.Headers.ContentLength is { } expected && expected != target.Position)
            throw new IOException($"the answer ended after {target.Position} of {expected} bytes");
    }

    private static bool IsPassing(HttpRequestException trouble) => trouble.StatusCode is null || (int)trouble.StatusCode >= 500 || (int)trouble.StatusCode == 429;
}
