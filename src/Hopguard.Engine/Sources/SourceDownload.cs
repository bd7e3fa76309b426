using Hopguard.Engine.Formatting;
using Hopguard.Engine.Ports;
using Polly;
using Polly.Retry;

namespace Hopguard.Engine.Sources;

/// <summary>Downloads an archive over HTTPS, with retries, to a file.</summary>
public sealed class SourceDownload(HttpClient http, IProgress<StepProgress> progress, TimeProvider clock)
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
        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeLimit.CancelAfter(LongestSilence);
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, timeLimit.Token);
            answer.EnsureSuccessStatusCode();
            await SaveAsync(answer.Content, file, timeLimit);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"nothing came for {Durations.Of(LongestSilence)}", silent);
        }
    }

    private async Task SaveAsync(HttpContent content, string file, CancellationTokenSource timeLimit)
    {
        await using var body = await content.ReadAsStreamAsync(timeLimit.Token);
        await using var target = Create(file);
        var buffer = new byte[BufferSize];
        for (int read; (read = await body.ReadAsync(buffer, timeLimit.Token)) > 0;)
        {
            await WriteAsync(target, buffer.AsMemory(0, read), timeLimit.Token);
            if (target.Position > MaximumBytes)
                throw new HopguardException($"The answer is longer than {Sizes.Of(MaximumBytes)}, which no source archive is", "Check the address");

            progress.Report(new StepProgress("fetching the source", target.Position, content.Headers.ContentLength, ProgressUnit.Bytes));
            timeLimit.CancelAfter(LongestSilence);
        }

        if (content.Headers.ContentLength is { } expected && expected != target.Position)
            throw new IOException($"the answer ended after {Sizes.Of(target.Position)} of {Sizes.Of(expected)}");
    }

    // Unbuffered, so that every byte has its own answer and none is left for the end.
    private static FileStream Create(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(file, trouble);
        }
    }

    private static async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
        catch (IOException trouble)
        {
            throw NotWritten(target.Name, trouble);
        }
    }

    // A disk that is full stays full: only what goes wrong on the way here is worth another try.
    private static HopguardException NotWritten(string file, Exception trouble) =>
        new($"Source could not be written to '{file}': {trouble.Message}", "Make room there, or give a state folder elsewhere with --state", trouble);

    private static bool IsPassing(HttpRequestException trouble) => trouble.StatusCode is null || (int)trouble.StatusCode >= 500 || (int)trouble.StatusCode == 429;
}
