using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Hopguard.Shared;

/// <summary>Somebody on this host who is told what happens in a run, from <see cref="Listen"/> on.</summary>
internal sealed class NoticeReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<(string? Authorization, JsonElement Body)> _notices = [];

    public NoticeReceiver()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var root = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();
        _listener.Prefixes.Add(root);
        Address = new Uri(root + "hooks/key");
    }

    public Uri Address { get; }

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>What it was told so far, and the token that came with it.</summary>
    public IReadOnlyList<(string? Authorization, JsonElement Body)> Notices
    {
        get
        {
            lock (_notices)
                return [.. _notices];
        }
    }

    /// <summary>Takes what comes, and answers it or not.</summary>
    public NoticeReceiver Listen(bool answers = true)
    {
        _listener.Start();
        if (answers)
            _ = Task.Run(ReceiveAsync);
        return this;
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            var request = await _listener.GetContextAsync();
            using var reader = new StreamReader(request.Request.InputStream);
            var body = JsonDocument.Parse(await reader.ReadToEndAsync()).RootElement;
            lock (_notices)
                _notices.Add((request.Request.Headers["Authorization"], body));
            request.Response.StatusCode = Status;
            if (Status == 307)
                request.Response.RedirectLocation = Address.ToString();
            request.Response.Close();
        }
    }
}
