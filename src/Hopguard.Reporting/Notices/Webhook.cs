using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using Hopguard.Engine.Reports;
using Hopguard.Reporting.Languages;

namespace Hopguard.Reporting.Notices;

/// <summary>
/// Tells an address what happens in a run: one POST for each notice, in their order. A run never waits for it, and goes as it goes whether it is told or not; only the end of a run gives what was not sent yet a
/// few seconds.
/// </summary>
public sealed class Webhook : IRunObserver, IDisposable
{
    private const int MostWaiting = 100;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private readonly Uri _address;
    private readonly RunNotice _notice;
    private readonly Func<string, string> _redact;
    private readonly Action<string> _warn;
    private readonly HttpClient _client;
    private readonly Channel<string> _waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private bool _hasFailed;

    /// <summary>Begins to listen to a run.</summary>
    /// <param name="address">Where it is told.</param>
    /// <param name="secret">Sent as a bearer token; null for none.</param>
    /// <param name="phrases">The language of the sentences.</param>
    /// <param name="clock">Tells when it is told.</param>
    /// <param name="redact">Takes secrets out of what is sent.</param>
    /// <param name="warn">Told once, in English, when a notice could not be delivered.</param>
    public Webhook(Uri address, string? secret, Phrases phrases, TimeProvider clock, Func<string, string> redact, Action<string> warn)
    {
        (_address, _notice, _redact, _warn) = (address, new RunNotice(phrases, clock), redact, warn);
        // What answers with another address is not the one that was named, and would get the secret.
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = AnswerLimit };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("hopguard", "1"));
        _client.DefaultRequestHeaders.Authorization = secret is null ? null : new AuthenticationHeaderValue("Bearer", secret);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>How long the end of a run waits for what was not sent yet.</summary>
    public TimeSpan EndLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public void On(RunEvent runEvent)
    {
        if (_notice.Of(runEvent) is { } notice)
            _waiting.Writer.TryWrite(_redact(notice));
        if (runEvent is RunEvent.RunClosed { GoesOn: false })
            End();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        End();
        _client.Dispose();
        _stop.Dispose();
    }

    private void End()
    {
        _waiting.Writer.TryComplete();
        if (_sending.IsCompleted || _stop.IsCancellationRequested)
            return;

        if (!_sending.Wait(EndLimit))
        {
            _stop.Cancel();
            Fail("it does not answer");
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await foreach (var notice in _waiting.Reader.ReadAllAsync(_stop.Token))
                await SendAsync(notice);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told where it was stopped.
        }
    }

    private async Task SendAsync(string notice)
    {
        try
        {
            using var content = new StringContent(notice, Encoding.UTF8, "application/json");
            using var answer = await _client.PostAsync(_address, content, _stop.Token);
            if (!answer.IsSuccessStatusCode)
                Fail($"it answers {(int)answer.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            Fail(failure.InnerException?.Message ?? failure.Message);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            Fail("it does not answer");
        }
    }

    // The address may hold a secret behind the name of its host.
    private void Fail(string why)
    {
        if (_hasFailed)
            return;

        _hasFailed = true;
        _warn($"'{_address.Host}' could not be told what happens ({why}); the run does not wait for that");
    }
}
