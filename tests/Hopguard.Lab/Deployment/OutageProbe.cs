using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hopguard.Lab;

/// <summary>Asks the application for its version through its proxy, as a user's browser would, ten times a second and on a new connection each time.</summary>
public sealed class OutageProbe : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeLimit };
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (TimeSpan First, TimeSpan Last)> _answers = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Uri _address;
    private readonly Task _asking;

    /// <summary>Begins to ask.</summary>
    /// <param name="port">Where the proxy answers on this machine.</param>
    public OutageProbe(int port)
    {
        _address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/api/server/about"));
        _asking = Task.Run(AskAsync);
    }

    /// <summary>Time since the probe began.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Whether a version has answered.</summary>
    public bool Saw(string version)
    {
        lock (_answers)
            return _answers.ContainsKey(version);
    }

    /// <summary>From the last answer of one version to the first of another.</summary>
    public (TimeSpan From, TimeSpan To) Between(string before, string after)
    {
        lock (_answers)
            return (_answers[before].Last, _answers[after].First);
    }

    /// <summary>Waits until a version has answered.</summary>
    public async Task AwaitAsync(string version, TimeSpan timeLimit)
    {
        for (var waited = Stopwatch.StartNew(); !Saw(version); await Task.Delay(Interval))
        {
            if (waited.Elapsed > timeLimit)
                throw new TimeoutException($"Version {version} did not answer at {_address} within {timeLimit.TotalSeconds} s");
        }
    }

    /// <summary>Stops asking.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var next = _watch.Elapsed + Interval;
            if (await VersionAsync() is { } version)
                Record(version);
            if (next - _watch.Elapsed is { Ticks: > 0 } pause)
                await Task.Delay(pause);
        }
    }

    private void Record(string version)
    {
        var now = _watch.Elapsed;
        lock (_answers)
            _answers[version] = (_answers.TryGetValue(version, out var seen) ? seen.First : now, now);
    }

    private async Task<string?> VersionAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(_address, _stop.Token);
            if (!answer.IsSuccessStatusCode)
                return null;

            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(_stop.Token));
            return body.RootElement.GetProperty("version").GetString();
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }
}
